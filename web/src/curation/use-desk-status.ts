import { useCallback, useEffect, useState } from 'react'

const shownMs = 8000

/** The last thing that happened, in one line that a screen reader is told. */
export type DeskStatus = { text: string; tone: 'ok' | 'error'; undo: (() => void) | null; number: number }
export type DeskSay = (text: string, more?: { tone?: 'ok' | 'error'; undo?: () => void }) => void

export function useDeskStatus(): { status: DeskStatus | null; say: DeskSay; dismiss: () => void } {
  const [status, setStatus] = useState<DeskStatus | null>(null)
  const say = useCallback<DeskSay>((text, more = {}) => {
    // The number makes the same sentence twice two events.
    setStatus(old => ({ text, tone: more.tone ?? 'ok', undo: more.undo ?? null, number: (old?.number ?? 0) + 1 }))
  }, [])
  // What went well leaves by itself; what did not, and what can be taken back, stays until something else happens.
  useEffect(() => {
    if (status?.tone !== 'ok' || status.undo) return
    const timer = setTimeout(() => setStatus(old => (old === status ? null : old)), shownMs)
    return () => clearTimeout(timer)
  }, [status])
  return { status, say, dismiss: useCallback(() => setStatus(null), []) }
}
