import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { LinkButton } from '../ui/link-button.tsx'
import classes from './todo-row.module.css'

type Props = {
  asset: { id: string; kind: string; title: string; thumbUrl: string | null; thumbhash: string | null }
  line: string
  /** The next act; without one the row only leads to the item. */
  act?: string | undefined
  /** An act that is done here, instead of leading to the item. */
  onAct?: () => void
  busy?: boolean
  /** Where the act leads, if not to the item. */
  goTo?: { to: '/thu-hoi/$id'; params: { id: string } } | { to: '/cap-nhat'; search: { asset: string } }
}

export function TodoRow({ asset, line, act, onAct, busy, goTo }: Props) {
  return (
    <li className={classes.row}>
      <span className={classes.thumb}>
        <AssetThumb asset={asset} />
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
          {...(goTo ?? ({ to: '/tu-lieu/$id', params: { id: asset.id } } as const))}
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
