import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { Layout } from './justified-layout.ts'

const headers = 72

/** Which tile the arrows are on. A tile that is far away is scrolled to first and takes the focus when it is in the page. */
export function useGridFocus(grid: RefObject<HTMLElement | null>, layout: Layout, top: number) {
  const [current, setCurrent] = useState(0)
  const wanted = useRef<number | null>(null)

  // After each render, as the wanted tile may only have come into the page with it.
  useEffect(() => {
    if (wanted.current === null) return
    const tile = grid.current?.querySelector<HTMLElement>(`[data-tile="${wanted.current}"]`)
    if (!tile) return
    wanted.current = null
    tile.focus({ preventScroll: true })
  })

  const focusTile = useCallback(
    (index: number) => {
      wanted.current = index
      setCurrent(index)
      const row = layout.rows.find(r => r.tiles.some(tile => tile.index === index))
      if (!row) return
      const from = top + row.top - headers
      const to = top + row.top + row.height + 16 - window.innerHeight
      if (window.scrollY > from) window.scrollTo(0, Math.max(0, from))
      else if (window.scrollY < to) window.scrollTo(0, to)
    },
    [layout, top],
  )
  return { current, setCurrent, focusTile }
}
