import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProblemState } from '../app/problem-state.tsx'
import { KindIcon } from '../assets/kind-icon.tsx'
import { useFormat } from '../ui/format.ts'
import { Picture } from '../ui/picture.tsx'
import { useAgo } from '../ui/use-ago.ts'
import classes from './desk-preview.module.css'
import { SectionHead } from './section-head.tsx'
import { useOpenNominations } from './use-home.ts'

/** The nominations that wait longest, as pictures. */
export function DeskPreview() {
  const { t } = useTranslation()
  const f = useFormat()
  const ago = useAgo()
  const { data, error, refetch } = useOpenNominations()
  const open = data?.nominations ?? []
  const oldest = [...open].sort((a, b) => a.createdAt.localeCompare(b.createdAt)).slice(0, 3)
  const count = data ? f.number(open.length) + (data.next ? '+' : '') : undefined
  return (
    <section>
      <SectionHead title={t('home.desk.title')} count={count} to="/tuyen-chon" more={t('home.desk.all')} />
      {error && <ProblemState error={error} onRetry={() => void refetch()} small order={3} />}
      {data && open.length === 0 && <p className="dim">{t('home.desk.none')}</p>}
      <ul className={classes.cards}>
        {oldest.map(({ id, asset, unit, createdAt }) => (
          <li key={id}>
            <Link to="/tuyen-chon" className={classes.card}>
              <span className={classes.frame}>
                {asset.thumbUrl || asset.previewUrl ? (
                  <Picture src={asset.previewUrl ?? asset.thumbUrl} alt="" thumbhash={asset.thumbhash} />
                ) : (
                  <span className={classes.glyph}>
                    <KindIcon kind={asset.kind} size={28} />
                  </span>
                )}
              </span>
              <b className="cut">{asset.title || t('search.untitled')}</b>
              <span className="dim small cut">
                {unit.shortName} · {ago(createdAt)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
