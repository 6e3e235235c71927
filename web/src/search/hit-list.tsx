import { Link } from '@tanstack/react-router'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '#contracts/search'
import { KindIcon } from '../assets/kind-icon.tsx'
import { rightsLine } from '../assets/rights-line.ts'
import { useFormat } from '../ui/format.ts'
import { Picture } from '../ui/picture.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { GridFoot } from './grid-foot.tsx'
import classes from './hit-list.module.css'
import { hitPlace } from './hit-place.ts'
import { selection, useSelection } from './selection.ts'
import { Snippet } from './snippet.tsx'
import { useGridWidth } from './use-grid-width.ts'
import type { Results } from './use-search.ts'
import { useVisibleRows } from './use-visible-rows.ts'

const rowHeight = 72

/** The results as rows: what was found in the text stands below the title. */
export function HitList({ results }: { results: Results }) {
  const { t } = useTranslation()
  const { hits } = results
  const chosen = useSelection()
  const { ref, top } = useGridWidth()
  const rows = useMemo(() => hits.map((_, index) => ({ top: index * rowHeight, height: rowHeight })), [hits])
  const { first, end } = useVisibleRows(rows, top)
  useEffect(() => {
    if (results.more && !results.loadingMore && end >= hits.length - 6) results.loadMore()
  }, [results, end, hits.length])
  return (
    <>
      <div ref={ref} style={{ position: 'relative', height: hits.length * rowHeight }}>
        <ul aria-label={t('search.grid')}>
          {hits.slice(first, end).map((hit, index) => (
            <HitRow key={hit.id} hit={hit} top={(first + index) * rowHeight} chosen={chosen.has(hit.id)} />
          ))}
        </ul>
      </div>
      <GridFoot results={results} />
    </>
  )
}

function HitRow({ hit, top, chosen }: { hit: SearchHit; top: number; chosen: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const title = hit.title || t('search.untitled')
  const { page, machine, captions } = hit.highlight
  const found = hit.highlight.body ?? captions?.text ?? hit.highlight.description
  const said = captions && !hit.highlight.body ? t('search.saidAt', { time: f.duration(captions.timeMs) }) : ''
  const inside = [
    page === null ? '' : t('search.page', { page: f.number(page) }),
    machine ? t('search.machine') : '',
    said,
  ]
    .filter(Boolean)
    .join(' · ')
  return (
    <li className={classes.row} data-chosen={chosen || undefined} style={{ top, height: rowHeight }}>
      <input
        type="checkbox"
        className={classes.check}
        checked={chosen}
        onChange={() => selection.toggle(hit)}
        aria-label={t('search.select', { title })}
      />
      <Link to="/tu-lieu/$id" params={{ id: hit.id }} {...hitPlace(hit)} className={classes.link}>
        <span className={classes.thumb}>
          {hit.thumbUrl ? (
            <Picture src={hit.thumbUrl} alt="" thumbhash={hit.thumbhash} />
          ) : (
            <KindIcon kind={hit.kind} size={22} />
          )}
        </span>
        <span className={classes.words}>
          <span className={`cut ${classes.title}`}>
            <Snippet pieces={hit.highlight.title} plain={title} />
          </span>
          <span className="cut dim small">
            {inside && `${inside} · `}
            <Snippet pieces={found} plain={hit.description} />
          </span>
        </span>
      </Link>
      <span className={`${classes.meta} cut`}>
        {t(`app.kind.${hit.kind}`)}
        {hit.durationMs !== null ? ` · ${f.duration(hit.durationMs)}` : ''}
      </span>
      <span className={`${classes.meta} cut`}>
        {hit.unit.shortName}
        {hit.relay === null ? '' : ` · ${t('search.relay')}`}
      </span>
      <span className={classes.date}>{f.date(hit.date)}</span>
      <span className={classes.rights}>
        <Rights hit={hit} />
      </span>
    </li>
  )
}

function Rights({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation()
  if (hit.file !== 'ready') {
    return (
      <StateBadge tone={hit.file === 'processing' ? 'accent' : 'error'}>{t(`app.fileState.${hit.file}`)}</StateBadge>
    )
  }
  // A hit does not carry the grant, so that only the licences can be promised here.
  const { rightsStatement: statement } = hit
  const line = rightsLine({
    rights: statement ? { statement, holder: null, grant: null, usageTerms: null } : null,
    credit: '',
  })
  return <StateBadge tone={line.tone}>{t(`search.rightsShort.${line.key}`)}</StateBadge>
}
