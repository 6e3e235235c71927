import { type MouseEvent, type PointerEvent, useRef } from 'react'

const held = 450

/** A finger that rests on a tile selects it; while something is selected a tap selects too. The mouse has its checkbox. */
export function useLongPress(choose: () => void, choosing: boolean) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const done = useRef(false)
  const touch = useRef(false)
  const stop = () => clearTimeout(timer.current)
  return {
    onPointerDown: (event: PointerEvent) => {
      touch.current = event.pointerType === 'touch'
      done.current = false
      if (!touch.current) return
      timer.current = setTimeout(() => {
        done.current = true
        choose()
      }, held)
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: stop,
    onContextMenu: (event: MouseEvent) => touch.current && event.preventDefault(),
    onClickCapture: (event: MouseEvent) => {
      const onCheckbox = (event.target as HTMLElement).closest('[type="checkbox"]') !== null
      if (onCheckbox || !touch.current) return
      if (!done.current && !choosing) return
      event.preventDefault()
      event.stopPropagation()
      if (!done.current) choose()
      done.current = false
    },
  }
}
