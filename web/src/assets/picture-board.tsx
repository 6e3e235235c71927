import { type PointerEvent, type ReactNode, useRef } from 'react'
import type { Asset } from '#contracts/asset'
import type { Point } from '#contracts/crop-box'
import { Picture } from '../ui/picture.tsx'
import classes from './picture-board.module.css'

type Props = {
  asset: Asset
  source: { width: number; height: number }
  /** Where the pointer went down and where it is now, as fractions of the picture; `start` is true for the first. */
  onDraw: (at: Point, event: { start: boolean; target: HTMLElement }) => void
  children: ReactNode
}

/** The whole picture to point at: pointer positions come as fractions of it. */
export function PictureBoard({ asset, source, onDraw, children }: Props) {
  const board = useRef<HTMLDivElement>(null)
  const at = ({ clientX, clientY }: PointerEvent): Point => {
    const { left, top, width, height } = board.current!.getBoundingClientRect()
    return { x: inside((clientX - left) / width), y: inside((clientY - top) / height) }
  }
  const drawing = useRef<HTMLElement | null>(null)
  return (
    <div
      ref={board}
      className={classes.board}
      style={{
        aspectRatio: `${source.width} / ${source.height}`,
        maxWidth: `calc(52dvh * ${source.width / source.height})`,
      }}
      onPointerDown={event => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        drawing.current = event.target as HTMLElement
        onDraw(at(event), { start: true, target: drawing.current })
      }}
      onPointerMove={event => {
        if (drawing.current) onDraw(at(event), { start: false, target: drawing.current })
      }}
      onPointerUp={() => {
        drawing.current = null
      }}
      onPointerCancel={() => {
        drawing.current = null
      }}
    >
      <Picture
        src={pictureOf(asset)}
        alt={asset.altText || asset.title}
        thumbhash={asset.thumbhash}
        fit="contain"
        eager
      />
      {children}
    </div>
  )
}

/** The copy of a picture that is large enough to judge by. */
export function pictureOf(asset: Asset): string | null {
  return (
    ['web', 'preview', 'thumb'].map(name => asset.renditions.find(each => each.name === name)?.url).find(Boolean) ??
    null
  )
}

/** How far an arrow key goes, as fractions; null for other keys. With Shift five times as far. */
export function arrowStep(key: string, shift: boolean): Point | null {
  const step = shift ? 0.05 : 0.01
  if (key === 'ArrowLeft') return { x: -step, y: 0 }
  if (key === 'ArrowRight') return { x: step, y: 0 }
  if (key === 'ArrowUp') return { x: 0, y: -step }
  return key === 'ArrowDown' ? { x: 0, y: step } : null
}

export const inside = (value: number) => Math.min(1, Math.max(0, value))
