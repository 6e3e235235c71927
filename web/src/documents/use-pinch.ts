import { type RefObject, useEffect, useRef } from 'react'

/** Two fingers, and the wheel with Ctrl: `onZoom` is told by how much. The page around it keeps its size. */
export function usePinch(target: RefObject<HTMLElement | null>, onZoom: (by: number) => void): void {
  const zoom = useRef(onZoom)
  zoom.current = onZoom
  useEffect(() => {
    const node = target.current
    if (!node) return
    let span = 0
    const onTouch = (event: TouchEvent) => {
      const [one, two] = event.touches
      if (!one || !two) {
        span = 0
        return
      }
      event.preventDefault()
      const now = Math.hypot(one.clientX - two.clientX, one.clientY - two.clientY)
      if (span > 0 && Math.abs(now / span - 1) > 0.02) zoom.current(now / span)
      if (span === 0 || Math.abs(now / span - 1) > 0.02) span = now
    }
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      zoom.current(event.deltaY < 0 ? 1.1 : 1 / 1.1)
    }
    // Passive, as React attaches them, they could not keep the browser from zooming.
    const options = { passive: false } as const
    for (const name of ['touchstart', 'touchmove', 'touchend'] as const) node.addEventListener(name, onTouch, options)
    node.addEventListener('wheel', onWheel, options)
    return () => {
      for (const name of ['touchstart', 'touchmove', 'touchend'] as const) node.removeEventListener(name, onTouch)
      node.removeEventListener('wheel', onWheel)
    }
  }, [target])
}
