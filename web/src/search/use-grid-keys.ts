import { type KeyboardEvent, useCallback } from 'react'
import type { SearchHit } from '#contracts/search'
import { type Layout, neighbour } from './justified-layout.ts'
import { selection } from './selection.ts'

type Input = { hits: readonly SearchHit[]; layout: Layout; current: number; focusTile: (index: number) => void }
const arrows = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' } as const

/** Arrows move between tiles, Home and End go to the ends, X selects, Escape lets go. Enter opens by itself: tiles are links. */
export function useGridKeys({ hits, layout, current, focusTile }: Input) {
  return useCallback(
    (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key in arrows) focusTile(neighbour(layout, current, arrows[event.key as keyof typeof arrows]))
      else if (event.key === 'Home') focusTile(0)
      else if (event.key === 'End') focusTile(hits.length - 1)
      else if (event.key === 'Escape') selection.clear()
      else if (event.key === 'x' || event.key === 'X') {
        const hit = hits[current]
        if (hit) selection.toggle(hit)
      } else return
      event.preventDefault()
    },
    [hits, layout, current, focusTile],
  )
}
