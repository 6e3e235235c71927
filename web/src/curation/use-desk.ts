import { useCallback, useEffect, useRef, useState } from 'react'
import type { Nomination } from '#contracts/nomination'
import { placeAfter } from './desk-keys.ts'

export type Desk = {
  shown: Nomination[]
  current: Nomination | undefined
  index: number
  /** On a phone the queue and the item take turns. */
  open: boolean
  choose(id: string): void
  move(by: number): void
  close(): void
  /** Takes the nomination away at once and stands on the next one, focus included. */
  decided(id: string): void
}

export function rowId(nominationId: string): string {
  return `de-cu-${nominationId}`
}

export function useDesk(nominations: Nomination[]): Desk {
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const focusNext = useRef<string | null>(null)
  const shown = nominations.filter(nomination => !gone.has(nomination.id))
  const found = shown.findIndex(nomination => nomination.id === chosen)
  const index = found === -1 ? 0 : found
  const current = shown[index]

  // After the row is there: a decision brings the next one into being only with the next render.
  useEffect(() => {
    if (focusNext.current === null) return
    const row = document.getElementById(rowId(focusNext.current))
    focusNext.current = null
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  })

  const choose = useCallback((id: string) => {
    setChosen(id)
    setOpen(true)
  }, [])
  const stand = (nomination: Nomination | undefined) => {
    if (!nomination) return
    setChosen(nomination.id)
    focusNext.current = nomination.id
  }
  return {
    shown,
    current,
    index,
    open,
    choose,
    move: by => stand(shown[Math.min(Math.max(index + by, 0), shown.length - 1)]),
    close: () => setOpen(false),
    decided: id => {
      const left = shown.findIndex(nomination => nomination.id === id)
      const place = placeAfter(left, shown.length)
      const rest = shown.filter(nomination => nomination.id !== id)
      setGone(old => new Set(old).add(id))
      if (place === null) setOpen(false)
      else stand(rest[place])
    },
  }
}
