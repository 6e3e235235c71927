import { useTranslation } from 'react-i18next'
import type { SearchHit } from '#contracts/search'
import { KindIcon } from '../assets/kind-icon.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './tile-text.module.css'

/** A tile in words: articles, sound, and what has no picture (yet); `beside` a document's page without a frame of its own. */
export function TileText({ hit, beside = false }: { hit: SearchHit; beside?: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const unwell = hit.file === 'failed' || hit.file === 'damaged'
  const length = hit.durationMs !== null ? f.duration(hit.durationMs) : null
  const pages = hit.kind === 'document' && hit.pageCount ? t('search.pages', { count: hit.pageCount }) : null
  const parts = [length, pages, hit.unit.shortName, f.date(hit.date)].filter(Boolean)
  return (
    <span className={classes.text} data-beside={beside || undefined}>
      <span className={classes.kind}>
        <KindIcon kind={hit.kind} size={16} />
        {t(`app.kind.${hit.kind}`)}
        {hit.relay !== null && <StateBadge tone="accent">{t('search.relay')}</StateBadge>}
      </span>
      <span className={classes.words}>
        <span className={classes.title}>{hit.title || t('search.untitled')}</span>
        {hit.kind === 'article' && hit.description && <span className={classes.description}>{hit.description}</span>}
      </span>
      <span className={classes.foot}>
        {hit.file !== 'ready' && (
          <StateBadge tone={unwell ? 'error' : 'accent'}>{t(`app.fileState.${hit.file}`)}</StateBadge>
        )}
        <span className="cut dim small">{parts.join(' · ')}</span>
      </span>
    </span>
  )
}
