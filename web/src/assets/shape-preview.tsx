import type { Box } from '#contracts/crop-box'
import { Picture } from '../ui/picture.tsx'
import classes from './shape-preview.module.css'

type Props = {
  src: string | null
  thumbhash: string | null
  /** Of the picture. */
  ratio: number
  /** What is cut out; null shows the whole picture. */
  box: Box | null
}

/** The picture small, with the part that is cut out in full light. Says nothing to a screen reader: the words beside do. */
export function ShapePreview({ src, thumbhash, ratio, box }: Props) {
  const style = ratio >= 1 ? { width: '100%', aspectRatio: ratio } : { height: '100%', aspectRatio: ratio }
  return (
    <span className={classes.field} aria-hidden="true">
      <span className={classes.photo} style={style} data-cut={box !== null || undefined}>
        <Picture src={src} alt="" thumbhash={thumbhash} />
        {box && (
          <span
            className={classes.part}
            style={{
              left: `${box.x * 100}%`,
              top: `${box.y * 100}%`,
              width: `${box.width * 100}%`,
              height: `${box.height * 100}%`,
            }}
          />
        )}
      </span>
    </span>
  )
}
