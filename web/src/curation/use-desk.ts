import { useCallback, useEffect, useRef, useState } from 'react'
import type { Nomination } from '#contracts/nomination'
import { placeAfter } from './desk-keys.ts'
import { type DeskSelection, nothingSelected, rangeTo, stillThere, toggled } from './desk-selection.ts'

export type Desk = {
  shown: Nomination[]
  current: Nomination | undefined
  index: number
  /** On a phone the queue and the item take turns. */
  open: boolean
  selected: ReadonlySet<string>
  choose(id: string): void
  move(by: number): void
  close(): void
  /** Takes nominations away at once and stands on the next one, focus included. */
  leave(ids: readonly string[]): void
  /** The hub has taken the decision: a list that is asked for from now on is right about them. */
  settled(ids: readonly string[]): void
  /** Puts one back that could not be decided after all. */
  putBack(ids: readonly string[]): void
  toggle(id: string): void
  range(id: string): void
  unselect(): void
  /** Gives the focus back to the row, after a dialog or a field. */
  focusRow(): void
}

export function rowId(nominationId: string): string {
  return `de-cu-${nominationId}`
}

// A list that was on its way while the hub decided may still be the one of before.
const onItsWay = 1000

/**
 * Where the curator stands in the queue, whose list came at `listedAt` (ms). The place outlives decisions, refusals and what others
 * decide meanwhile; what comes back to the desk later is shown again.
 */
export function useDesk(nominations: Nomination[], listedAt: number): Desk {
  // When the hub answered; Infinity until then.
  const [gone, setGone] = useState<ReadonlyMap<string, number>>(new Map())
  const [chosen, setChosen] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [selection, setSelection] = useState<DeskSelection>(nothingSelected)
  const focusNext = useRef<string | null>(null)
  const lastIndex = useRef(0)
  // What is scheduled was decided too, and is to be seen in its own list.
  const isGone = (id: string) => listedAt < (gone.get(id) ?? 0) + onItsWay
  const shown = nominations.filter(one => !(one.state === 'open' && isGone(one.id)))
  const found = shown.findIndex(nomination => nomination.id === chosen)
  // Another curator took the one that was looked at: what moved up into its place is next.
  const index = found === -1 ? Math.max(0, Math.min(lastIndex.current, shown.length - 1)) : found
  const current = shown[index]
  const order = shown.map(nomination => nomination.id)

  // After the row is there: a decision brings the next one into being only with the next render.
  useEffect(() => {
    lastIndex.current = index
    // A row that was taken away while it had the focus leaves it nowhere: the keys' place is the row that stands there now.
    const lost = document.activeElement === document.body && found === -1 && chosen !== null
    const wanted = focusNext.current ?? (lost ? current?.id : undefined)
    if (!wanted) return
    focusNext.current = null
    const row = document.getElementById(rowId(wanted))
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  })

  const stand = useCallback((nomination: Nomination | undefined) => {
    if (!nomination) return
    setChosen(nomination.id)
    focusNext.current = nomination.id
  }, [])
  return {
    ...{ shown, current, index, open, selected: stillThere(selection, order) },
    choose: id => {
      setChosen(id)
      setOpen(true)
    },
    move: by => stand(shown[Math.min(Math.max(index + by, 0), shown.length - 1)]),
    close: () => {
      setOpen(false)
      focusNext.current = current?.id ?? null
    },
    leave: ids => {
      const leaving = new Set(ids)
      const rest = shown.filter(nomination => !leaving.has(nomination.id))
      const before = shown.slice(0, index).filter(nomination => !leaving.has(nomination.id)).length
      setGone(old => new Map([...old, ...ids.map(id => [id, Number.POSITIVE_INFINITY] as const)]))
      setSelection(nothingSelected)
      const place = rest.length === 0 ? null : placeAfter(before, rest.length + 1)
      if (place === null) setOpen(false)
      else stand(rest[place])
    },
    settled: ids =>
      setGone(old => new Map([...old].map(([id, at]) => [id, ids.includes(id) ? Date.now() : at] as const))),
    putBack: ids => setGone(old => new Map([...old].filter(([id]) => !ids.includes(id)))),
    toggle: id => setSelection(old => toggled(old, id)),
    range: id => setSelection(old => rangeTo(old, id, order)),
    unselect: () => setSelection(nothingSelected),
    focusRow: () => {
      if (!current) return
      // The list may not render again because of this.
      requestAnimationFrame(() => document.getElementById(rowId(current.id))?.focus())
    },
  }
}
