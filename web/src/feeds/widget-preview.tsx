import { useEffect, useRef } from 'react'
import type { WidgetWish } from './widget-code.ts'

/** The widget itself, run as any other site runs it: by its script. */
export function WidgetPreview({ wish: { feed, count, language } }: { wish: WidgetWish }) {
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const box = place.current
    if (!box) return
    const script = document.createElement('script')
    script.src = '/widget.js'
    Object.assign(script.dataset, { feed, limit: String(count), lang: language })
    box.replaceChildren(script)
    return () => box.replaceChildren()
  }, [feed, count, language])
  return <div ref={place} />
}
