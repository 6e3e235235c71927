import { useIntersection } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { SimilarAnswer } from '#contracts/suggestion'
import { api } from '../app/api.ts'
import { useFormat } from '../ui/format.ts'
import { AssetThumb } from './asset-thumb.tsx'
import below from './below-stage.module.css'
import classes from './near-pictures.module.css'

const useSimilar = (id: string, on: boolean) =>
  useQuery({
    queryKey: ['similar', id],
    queryFn: async ({ signal }) => (await api<SimilarAnswer>(`/api/v1/assets/${id}/similar`, { signal })).similar,
    enabled: on,
    staleTime: 60_000,
  })

/**
 * What is about the same, asked for when the reader comes near it. Pictures that look nearly the same have a place of their own above.
 * Where there is nothing, nothing is said.
 */
export function SimilarItems({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { ref, entry } = useIntersection({ rootMargin: '600px' })
  const { data } = useSimilar(asset.id, entry?.isIntersecting === true)
  const shown = (data ?? []).filter(({ by }) => by === 'words').slice(0, 12)
  if (shown.length === 0) return <span ref={ref} className={classes.sentinel} />
  return (
    <section className={below.wide} aria-labelledby="similar-title">
      <h2 className={below.title} id="similar-title">
        {t('assets.similar')}
      </h2>
      <ul className={classes.list}>
        {shown.map(({ hit }) => (
          <li key={hit.id} className={classes.card}>
            <Link to="/tu-lieu/$id" params={{ id: hit.id }} className={classes.link}>
              <span className={classes.frame}>
                <AssetThumb asset={hit} />
              </span>
              <b className="cut">{hit.title || t('assets.untitled')}</b>
            </Link>
            <span className="dim small cut">
              {[t(`app.kind.${hit.kind}`), hit.unit.shortName, f.date(hit.date)].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
