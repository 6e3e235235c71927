import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconPhotoStar, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type CSSProperties, type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CollectionItem } from '#contracts/collection'
import { KindIcon } from '../assets/kind-icon.tsx'
import { RelaySource } from '../intake/relay-source.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './board-grid.module.css'

type Drag = Record<'onDragStart' | 'onDragEnd' | 'onDragOver' | 'onDrop', (event: DragEvent) => void>
type Props = {
  item: CollectionItem
  editable: boolean
  first: boolean
  last: boolean
  isCover: boolean
  state: 'dragged' | 'target' | null
  onStep: (by: -1 | 1) => void
  onNote: (note: string) => void
  onRemove: () => void
  onCover: () => void
  drag: Drag
}

/** One item: the picture leads to it, the bar moves it, the line under it is the board's own note. */
export function BoardTile(props: Props) {
  const { item, editable, isCover, state, drag } = props
  const { t } = useTranslation()
  const title = item.title || t('search.untitled')
  const ratio = Math.min(2.6, Math.max(0.6, item.width && item.height ? item.width / item.height : 1.3))
  return (
    <li
      className={classes.tile}
      style={{ '--ratio': ratio.toFixed(3) } as CSSProperties}
      data-item={item.id}
      data-state={state ?? undefined}
      data-movable={editable || undefined}
      draggable={editable}
      {...(editable ? drag : {})}
    >
      <Link
        to="/tu-lieu/$id"
        params={{ id: item.id }}
        className={classes.link}
        aria-label={`${t(`app.kind.${item.kind}`)}: ${title}`}
        draggable={false}
      >
        {item.previewUrl || item.thumbUrl ? (
          <Picture src={item.previewUrl ?? item.thumbUrl} alt="" thumbhash={item.thumbhash} />
        ) : (
          <span className={classes.plain}>
            <KindIcon kind={item.kind} size={32} />
          </span>
        )}
        {isCover && (
          <span className={classes.cover} aria-hidden="true">
            <IconPhotoStar size={16} stroke={1.6} />
          </span>
        )}
      </Link>
      {editable && <TileBar {...props} title={title} />}
      <div className={classes.words}>
        <b className={classes.title} title={title}>
          {title}
        </b>
        {item.relay && <RelaySource source={item.relay} />}
        {editable ? (
          <Note key={item.note} title={title} note={item.note} onNote={props.onNote} />
        ) : (
          item.note && <p className="dim small">{item.note}</p>
        )}
      </div>
    </li>
  )
}

function TileBar({ title, item, first, last, onStep, onCover, onRemove }: Props & { title: string }) {
  const { t } = useTranslation()
  const common = { variant: 'transparent', size: 30 } as const
  return (
    <div className={classes.bar}>
      <ActionIcon
        {...common}
        data-way="before"
        disabled={first}
        aria-label={t('collections.board.moveBefore', { title })}
        onClick={() => onStep(-1)}
      >
        <IconArrowLeft size={16} stroke={1.8} />
      </ActionIcon>
      <ActionIcon
        {...common}
        data-way="after"
        disabled={last}
        aria-label={t('collections.board.moveAfter', { title })}
        onClick={() => onStep(1)}
      >
        <IconArrowRight size={16} stroke={1.8} />
      </ActionIcon>
      {item.thumbUrl && (
        <ActionIcon {...common} aria-label={t('collections.board.cover', { title })} onClick={onCover}>
          <IconPhotoStar size={16} stroke={1.8} />
        </ActionIcon>
      )}
      <ActionIcon {...common} aria-label={t('collections.board.remove', { title })} onClick={onRemove}>
        <IconX size={16} stroke={1.8} />
      </ActionIcon>
    </div>
  )
}

/** Written in place; kept when one leaves it. */
function Note({ title, note, onNote }: { title: string; note: string; onNote: (note: string) => void }) {
  const { t } = useTranslation()
  const [value, setValue] = useState(note)
  return (
    <textarea
      className={classes.note}
      rows={1}
      maxLength={1000}
      aria-label={t('collections.board.note', { title })}
      placeholder={t('collections.board.addNote')}
      value={value}
      onChange={event => setValue(event.currentTarget.value)}
      onBlur={() => value.trim() !== note && onNote(value)}
    />
  )
}
