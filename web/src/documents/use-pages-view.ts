import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { gap, largest, layOut, type PageSize, pageAt, pagesIn, smallest, wholeSize } from './page-layout.ts'

/** `page`: a comfortable size, never wider than the window; `width`: as wide as the window; a number: CSS pixels to a point. */
type Zoom = 'page' | 'width' | number
const steps = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4].map(part => part * wholeSize)
const comfortable = 1.3 * wholeSize

/** Where the reader stands in a document: which pages show, how large, and the ways to move. */
export function usePagesView(scroller: RefObject<HTMLElement | null>, pages: number, start: number) {
  const [sizes, setSizes] = useState<ReadonlyMap<number, PageSize>>(new Map())
  const [zoom, setZoom] = useState<Zoom>('page')
  const [box, setBox] = useState({ width: 0, height: 0 })
  const [top, setTop] = useState(0)
  const anchor = useRef({ page: Math.min(start, pages), share: 0, middle: false })
  const scale = scaleOf(zoom, box.width, sizes.get(1)?.width ?? 595)
  const layout = useMemo(() => layOut(sizes, pages, scale), [sizes, pages, scale])

  useEffect(() => {
    const node = scroller.current
    if (!node) return
    const observer = new ResizeObserver(() => setBox({ width: node.clientWidth, height: node.clientHeight }))
    observer.observe(node)
    return () => observer.disconnect()
  }, [scroller])

  // What stands in the middle stays there when the pages grow, shrink, or turn out to be of another size.
  useLayoutEffect(() => {
    const node = scroller.current
    if (!node || box.height === 0) return
    const { page, share, middle } = anchor.current
    const at = (layout.tops[page - 1] ?? 0) + share * (layout.heights[page - 1] ?? 0)
    const sideways = node.scrollWidth > node.clientWidth ? (node.scrollWidth - node.clientWidth) / 2 : 0
    node.scrollTop = at - (middle ? box.height / 2 : gap)
    if (Math.abs(node.scrollLeft - sideways) > node.clientWidth / 2) node.scrollLeft = sideways
    setTop(node.scrollTop)
  }, [layout, box.height, scroller])

  const onScroll = useCallback(() => {
    const node = scroller.current
    if (!node) return
    const middle = node.scrollTop + node.clientHeight / 2
    const page = pageAt(layout.tops, middle)
    const share = (middle - (layout.tops[page - 1] ?? 0)) / (layout.heights[page - 1] || 1)
    anchor.current = { page, share, middle: true }
    setTop(node.scrollTop)
  }, [layout, scroller])

  const goTo = useCallback(
    (wanted: number) => {
      const node = scroller.current
      const page = Math.min(pages, Math.max(1, Math.round(wanted)))
      anchor.current = { page, share: 0, middle: false }
      if (node) node.scrollTop = (layout.tops[page - 1] ?? 0) - gap
    },
    [layout, pages, scroller],
  )
  const onSize = useCallback((page: number, size: PageSize) => {
    setSizes(now => {
      const known = now.get(page)
      return known?.width === size.width && known.height === size.height ? now : new Map(now).set(page, size)
    })
  }, [])

  return {
    ...{ scale, layout, onScroll, goTo, onSize },
    ready: box.height > 0,
    percent: (scale / wholeSize) * 100,
    shown: pagesIn(layout, top, box.height, 1),
    current: pageAt(layout.tops, top + box.height * 0.35),
    zoomBy: useCallback((by: number) => setZoom(clamped(scale * by)), [scale]),
    zoomIn: () => setZoom(steps.find(step => step > scale + 0.01) ?? largest * wholeSize),
    zoomOut: () => setZoom(steps.findLast(step => step < scale - 0.01) ?? smallest * wholeSize),
    fitWidth: () => setZoom('width'),
    wholeSize: () => setZoom('page'),
  }
}

export type PagesView = ReturnType<typeof usePagesView>

function scaleOf(zoom: Zoom, width: number, pageWidth: number): number {
  if (typeof zoom === 'number') return zoom
  const full = Math.max(0.1, (width - (width < 768 ? 0 : 4 * gap)) / pageWidth)
  return zoom === 'width' ? full : Math.min(full, comfortable)
}

const clamped = (scale: number) => Math.min(largest * wholeSize, Math.max(smallest * wholeSize, scale))
