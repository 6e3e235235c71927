import { Picture } from '../ui/picture.tsx'
import classes from './asset-thumb.module.css'
import { KindIcon } from './kind-icon.tsx'

type Props = { asset: { kind: string; thumbUrl: string | null; thumbhash?: string | null } }

/** The small picture of an item beside its title; what has none shows what kind it is. Fills its parent. */
export function AssetThumb({ asset: { kind, thumbUrl, thumbhash } }: Props) {
  if (thumbUrl || thumbhash) return <Picture src={thumbUrl} alt="" thumbhash={thumbhash ?? null} />
  return (
    <span className={classes.kind}>
      <KindIcon kind={kind} size={22} />
    </span>
  )
}
