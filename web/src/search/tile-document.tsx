import type { SearchHit } from '#contracts/search'
import { Picture } from '../ui/picture.tsx'
import classes from './tile-document.module.css'
import { TileText } from './tile-text.tsx'

type Props = { hit: SearchHit; src: string | null; srcSet?: string | undefined; eager: boolean }

/** A document's first page, whole in its height, and beside it what it is called: a page alone looks like a photo. */
export function TileDocument({ hit, src, srcSet, eager }: Props) {
  return (
    <span className={classes.document}>
      <span className={classes.page}>
        <Picture src={src} srcSet={srcSet} sizes="160px" alt="" thumbhash={hit.thumbhash} eager={eager} />
      </span>
      <TileText hit={hit} beside />
    </span>
  )
}
