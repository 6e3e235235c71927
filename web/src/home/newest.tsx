import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProblemState } from '../app/problem-state.tsx'
import { KindIcon } from '../assets/kind-icon.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './newest.module.css'
import { SectionHead } from './section-head.tsx'
import { useNewest } from './use-home.ts'

/** The newest of the library, pictures only; the words are for who cannot see them. */
export function Newest() {
  const { t } = useTranslation()
  const { data, error, refetch } = useNewest()
  const hits = data?.hits ?? []
  return (
    <section>
      <SectionHead title={t('home.newest.title')} to="/kho" more={t('home.newest.all')} />
      {error && <ProblemState error={error} onRetry={() => void refetch()} small order={3} />}
      {data && hits.length === 0 && <p className="dim">{t('home.newest.none')}</p>}
      <ul className={classes.strip}>
        {hits.map(hit => {
          const title = hit.title || t('search.untitled')
          return (
            <li key={hit.id}>
              <Link
                to="/tu-lieu/$id"
                params={{ id: hit.id }}
                className={classes.frame}
                aria-label={`${t(`app.kind.${hit.kind}`)}: ${title}`}
                title={title}
              >
                {hit.thumbUrl ? (
                  <Picture src={hit.thumbUrl} alt="" thumbhash={hit.thumbhash} />
                ) : (
                  <span className={classes.plain}>
                    <KindIcon kind={hit.kind} size={20} />
                    <span className={classes.title}>{title}</span>
                  </span>
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
