import { useCallback, useState } from 'react'

/** The last thing that happened, in one line that a screen reader is told. */
export type DeskStatus = { text: string; tone: 'ok' | 'error'; undo: (() => void) | null; number: number }
export type DeskSay = (text: string, more?: { tone?: 'ok' | 'error'; undo?: () => void }) => void

export function useDeskStatus(): { status: DeskStatus | null; say: DeskSay; dismiss: () => void } {
  const [status, setStatus] = useState<DeskStatus | null>(null)
  const say = useCallback<DeskSay>((text, more = {}) => {
    // The number makes the same sentence twice two events.
    setStatus(old => ({ text, tone: more.tone ?? 'ok', undo: more.undo ?? null, number: (old?.number ?? 0) + 1 }))
  }, [])
  return { status, say, dismiss: useCallback(() => setStatus(null), []) }
}
