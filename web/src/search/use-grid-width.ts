import { type RefObject, useLayoutEffect, useRef, useState } from 'react'

// The width of the last grid serves for the first frame of the next one: going back must find the page as tall as it was.
let last = 0

/** The element's width in whole pixels, and how far it stands from the top of the page. */
export function useGridWidth(): { ref: RefObject<HTMLDivElement | null>; width: number; top: number } {
  const ref = useRef<HTMLDivElement>(null)
  const [box, setBox] = useState({ width: last, top: 0 })
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const measure = () => {
      const { width, top } = element.getBoundingClientRect()
      const next = { width: Math.floor(width), top: Math.round(top + window.scrollY) }
      last = next.width
      setBox(now => (now.width === next.width && now.top === next.top ? now : next))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    observer.observe(document.body)
    return () => observer.disconnect()
  }, [])
  return { ref, ...box }
}
