import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { LinkButton } from '../ui/link-button.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './todo-row.module.css'

type Props = {
  asset: { id: string; title: string; thumbUrl: string | null; thumbhash: string | null }
  line: string
  /** The next act; without one the row only leads to the item. */
  act?: string
  /** An act that is done here, instead of leading to the item. */
  onAct?: () => void
  busy?: boolean
}

export function TodoRow({ asset, line, act, onAct, busy }: Props) {
  return (
    <li className={classes.row}>
      <span className={classes.thumb}>
        <Picture src={asset.thumbUrl} alt="" thumbhash={asset.thumbhash} />
      </span>
      <span className={classes.words}>
        <Link to="/tu-lieu/$id" params={{ id: asset.id }} className={`cut ${classes.title}`}>
          {asset.title}
        </Link>
        <span className={`small dim ${classes.line}`}>{line}</span>
      </span>
      {act && onAct && (
        <Button
          variant="outline"
          color="red"
          size="xs"
          loading={busy ?? false}
          onClick={onAct}
          aria-label={`${act}: ${asset.title}`}
        >
          {act}
        </Button>
      )}
      {act && !onAct && (
        <LinkButton
          to="/tu-lieu/$id"
          params={{ id: asset.id }}
          variant="default"
          size="xs"
          aria-label={`${act}: ${asset.title}`}
        >
          {act}
        </LinkButton>
      )}
    </li>
  )
}
