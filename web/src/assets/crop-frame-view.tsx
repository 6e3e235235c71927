import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Box, Point } from '#contracts/crop-box'
import type { Corner } from './crop-frame.ts'
import classes from './picture-board.module.css'
import { arrowStep } from './picture-board.tsx'

const corners: readonly Corner[] = ['nw', 'ne', 'sw', 'se']
type Props = {
  box: Box
  label: string
  onMove: (by: Point) => void
  onCorner: (corner: Corner, to: Point) => void
}

/** The frame over the picture with its four corners: each takes the arrow keys. The pointer is the board's. */
export function CropFrame({ box, label, onMove, onCorner }: Props) {
  const { t } = useTranslation()
  const arrows = (act: (step: Point) => void) => (event: KeyboardEvent) => {
    const step = arrowStep(event.key, event.shiftKey)
    if (!step) return
    event.preventDefault()
    event.stopPropagation()
    act(step)
  }
  const at = (corner: Corner): Point => ({
    x: corner.endsWith('w') ? box.x : box.x + box.width,
    y: corner.startsWith('n') ? box.y : box.y + box.height,
  })
  const percent = (value: number) => `${value * 100}%`
  return (
    <>
      <button
        type="button"
        className={classes.frame}
        style={{ left: percent(box.x), top: percent(box.y), width: percent(box.width), height: percent(box.height) }}
        aria-label={label}
        data-autofocus
        onKeyDown={arrows(onMove)}
      />
      {corners.map(corner => {
        const point = at(corner)
        return (
          <button
            key={corner}
            type="button"
            className={classes.corner}
            data-corner={corner}
            style={{ left: percent(point.x), top: percent(point.y), cursor: `${corner}-resize` }}
            aria-label={t(`assets.forPurpose.crop.corner.${corner}`)}
            onKeyDown={arrows(step => onCorner(corner, { x: point.x + step.x, y: point.y + step.y }))}
          />
        )
      })}
    </>
  )
}
