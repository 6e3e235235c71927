import OpenSeadragon from 'openseadragon'
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'
import type { PictureSource } from './picture-sources.ts'

// A pyramid of smaller ones takes a third more memory: a giant does without.
const pyramidUpTo = 40_000_000

/** The picture on a surface that zooms and moves; `percent` is of the original's own pixels. */
export function useDeepZoom(box: RefObject<HTMLElement | null>, source: PictureSource, originalWidth: number) {
  const viewer = useRef<OpenSeadragon.Viewer | null>(null)
  const place = useRef<OpenSeadragon.Rect | null>(null)
  const [state, setState] = useState<'opening' | 'open' | 'failed'>('opening')
  const [percent, setPercent] = useState(0)
  const { url, width, height } = source
  useEffect(() => {
    const element = box.current
    if (!element) return
    setState('opening')
    forgoStyle()
    const made = new OpenSeadragon.Viewer({
      element,
      tileSources: { type: 'image', url, buildPyramid: width * height <= pyramidUpTo } as object,
      drawer: 'canvas',
      showNavigationControl: false,
      tabIndex: -1,
      visibilityRatio: 0.6,
      minZoomImageRatio: 0.9,
      maxZoomPixelRatio: Math.max(4, (originalWidth / width) * 4),
      animationTime: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 0.35,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      zoomPerScroll: 1.25,
    })
    viewer.current = made
    const tell = () => {
      const item = made.world.getItemAt(0)
      if (!item) return
      setPercent(item.viewportToImageZoom(made.viewport.getZoom(true)) * (width / originalWidth) * 100)
      place.current = made.viewport.getBounds()
    }
    made.addHandler('open', () => {
      // The sharper one comes where the other stood.
      if (place.current) made.viewport.fitBounds(place.current, true)
      setState('open')
      tell()
    })
    made.addHandler('open-failed', () => setState('failed'))
    made.addHandler('animation', tell)
    made.addHandler('resize', tell)
    // Its keys turn and mirror too; ours are read by the dialog.
    made.addHandler('canvas-key', event => {
      event.preventDefaultAction = true
    })
    return () => {
      viewer.current = null
      made.destroy()
    }
  }, [box, url, width, height, originalWidth])

  const zoom = useCallback((by: number) => {
    const view = viewer.current?.viewport
    view?.zoomBy(by)
    view?.applyConstraints()
  }, [])
  const pan = useCallback((x: number, y: number) => {
    const view = viewer.current?.viewport
    view?.panBy(view.deltaPointsFromPixels(new OpenSeadragon.Point(x, y)))
    view?.applyConstraints()
  }, [])
  const fit = useCallback(() => void viewer.current?.viewport.goHome(), [])
  const whole = useCallback(() => {
    const item = viewer.current?.world.getItemAt(0)
    if (item) viewer.current?.viewport.zoomTo(item.imageToViewportZoom(originalWidth / width))
  }, [originalWidth, width])
  return { state, percent, zoom, pan, fit, whole }
}

/** It would write a style of its own into the page, which our policy holds back: where one stands already, it does not. */
function forgoStyle(): void {
  const mark = 'data-openseadragon-mobile-css'
  if (document.head.querySelector(`style[${mark}]`)) return
  const style = document.createElement('style')
  style.nonce = (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ ?? ''
  style.setAttribute(mark, 'true')
  document.head.append(style)
}
