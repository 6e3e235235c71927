import { type PointerEvent, useEffect, useRef, useState } from 'react'

const steps = [1, 1.5, 2, 3, 4, 6, 8]
type View = { scale: number; x: number; y: number }
const fitted: View = { scale: 1, x: 0, y: 0 }

/** Zooming and moving a photo. `percent` is of the original's own pixels: 100 is one to one. */
export function useZoom(originalWidth: number) {
  const areaRef = useRef<HTMLDivElement>(null)
  const photoRef = useRef<HTMLDivElement>(null)
  const [view, setView] = useState(fitted)
  const [fitWidth, setFitWidth] = useState(0)
  const drag = useRef<{ x: number; y: number } | null>(null)

  useEffect(() => {
    const photo = photoRef.current
    if (!photo) return
    const observer = new ResizeObserver(() => setFitWidth(photo.offsetWidth))
    observer.observe(photo)
    return () => observer.disconnect()
  }, [])
  useEffect(() => {
    const area = areaRef.current
    // A passive listener, as React attaches it, could not keep the page from zooming.
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey) return
      event.preventDefault()
      setView(now => scaled(now, now.scale * (event.deltaY < 0 ? 1.15 : 1 / 1.15)))
    }
    area?.addEventListener('wheel', onWheel, { passive: false })
    return () => area?.removeEventListener('wheel', onWheel)
  }, [])

  const up = () => setView(now => scaled(now, steps.find(step => step > now.scale + 0.01) ?? 8))
  const down = () => setView(now => scaled(now, steps.findLast(step => step < now.scale - 0.01) ?? 1))
  const handlers = {
    onDoubleClick: () => setView(now => (now.scale > 1 ? fitted : scaled(now, 2))),
    onPointerDown: (event: PointerEvent) => {
      if (view.scale === 1 || event.button !== 0) return
      event.currentTarget.setPointerCapture(event.pointerId)
      drag.current = { x: event.clientX - view.x, y: event.clientY - view.y }
    },
    onPointerMove: (event: PointerEvent) => {
      const from = drag.current
      if (from) setView(now => ({ ...now, x: event.clientX - from.x, y: event.clientY - from.y }))
    },
    onPointerUp: () => {
      drag.current = null
    },
  }
  const percent = originalWidth > 0 ? ((fitWidth * view.scale) / originalWidth) * 100 : 100
  return { ...view, percent, areaRef, photoRef, handlers, in: up, out: down, fit: () => setView(fitted) }
}

function scaled(view: View, wanted: number): View {
  const scale = Math.min(8, Math.max(1, wanted))
  const ratio = scale / view.scale
  return scale === 1 ? fitted : { scale, x: view.x * ratio, y: view.y * ratio }
}
