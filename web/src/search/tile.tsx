import { IconPlayerPlay } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '#contracts/search'
import { useFormat } from '../ui/format.ts'
import { Picture } from '../ui/picture.tsx'
import { hitPlace } from './hit-place.ts'
import classes from './tile.module.css'
import { TileCaption } from './tile-caption.tsx'
import { TileDocument } from './tile-document.tsx'
import { TileText } from './tile-text.tsx'
import { useLongPress } from './use-long-press.ts'

type Props = {
  hit: SearchHit
  index: number
  box: { top: number; left: number; width: number; height: number }
  chosen: boolean
  /** Something is selected: a tap selects instead of opening. */
  choosing: boolean
  tabbable: boolean
  eager: boolean
  onChoose: (index: number, range: boolean) => void
  onFocus: (index: number) => void
}

export const Tile = memo(function Tile({
  hit,
  index,
  box,
  chosen,
  choosing,
  tabbable,
  eager,
  onChoose,
  onFocus,
}: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const press = useLongPress(() => onChoose(index, false), choosing)
  const title = hit.title || t('search.untitled')
  const pictured = hit.thumbUrl !== null && (hit.kind === 'image' || hit.kind === 'video')
  return (
    <li
      className={classes.tile}
      data-chosen={chosen || undefined}
      data-choosing={choosing || undefined}
      style={box}
      {...press}
    >
      <Link
        to="/tu-lieu/$id"
        params={{ id: hit.id }}
        {...hitPlace(hit)}
        className={classes.link}
        data-tile={index}
        tabIndex={tabbable ? 0 : -1}
        aria-label={`${t(`app.kind.${hit.kind}`)}: ${title}`}
        draggable={false}
        onFocus={() => onFocus(index)}
      >
        {pictured ? (
          <>
            <Picture
              {...sources(hit)}
              alt=""
              thumbhash={hit.thumbhash}
              sizes={`${box.width}px`}
              eager={eager}
              className={classes.picture}
            />
            {hit.kind === 'video' && hit.durationMs !== null && (
              <span className={classes.plate}>
                <IconPlayerPlay size={14} stroke={1.8} aria-hidden="true" />
                {f.duration(hit.durationMs)}
              </span>
            )}
            <TileCaption hit={hit} width={box.width} />
          </>
        ) : hit.kind === 'document' && hit.thumbUrl ? (
          <TileDocument hit={hit} {...sources(hit)} eager={eager} />
        ) : (
          <TileText hit={hit} />
        )}
      </Link>
      <input
        type="checkbox"
        checked={chosen}
        aria-label={t('search.select', { title })}
        tabIndex={-1}
        className={classes.check}
        data-plain={!pictured || undefined}
        // React hears a checkbox change by its click, which knows the Shift key.
        onChange={event => onChoose(index, (event.nativeEvent as MouseEvent).shiftKey)}
      />
    </li>
  )
})

/** The small picture is 256 at its longest side, the middle one 1024: the browser takes what the tile needs. */
function sources(hit: SearchHit): { src: string | null; srcSet?: string } {
  if (!hit.thumbUrl || !hit.previewUrl) return { src: hit.thumbUrl ?? hit.previewUrl }
  const ratio = hit.width && hit.height ? Math.min(1, hit.width / hit.height) : 1
  return {
    src: hit.thumbUrl,
    srcSet: `${hit.thumbUrl} ${Math.round(256 * ratio)}w, ${hit.previewUrl} ${Math.round(1024 * ratio)}w`,
  }
}
