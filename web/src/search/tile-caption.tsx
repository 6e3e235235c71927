import { useTranslation } from 'react-i18next'
import type { SearchHit } from '#contracts/search'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './tile-caption.module.css'

/** Title and particulars on the picture, on hover and focus. */
export function TileCaption({ hit, width }: { hit: SearchHit; width: number }) {
  const { t } = useTranslation()
  const f = useFormat()
  const parts = [
    hit.relay === null ? null : t('search.relay'),
    hit.unit.shortName,
    hit.kind === 'video' && hit.durationMs !== null ? f.duration(hit.durationMs) : null,
    hit.kind === 'image' && hit.width && hit.height && width > 220 ? f.pixels(hit.width, hit.height) : null,
    width > 160 ? f.date(hit.date) : null,
  ]
  return (
    <>
      {hit.file === 'processing' && (
        <span className={classes.state}>
          <StateBadge tone="accent">{t('app.fileState.processing')}</StateBadge>
        </span>
      )}
      <span className={classes.caption}>
        <span className={`cut ${classes.title}`}>{hit.title || t('search.untitled')}</span>
        {width >= 120 && <span className={`cut ${classes.parts}`}>{parts.filter(Boolean).join(' · ')}</span>}
      </span>
    </>
  )
}
