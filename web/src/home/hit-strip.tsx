import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SearchHit } from '#contracts/search'
import { KindIcon } from '../assets/kind-icon.tsx'
import { Picture } from '../ui/picture.tsx'
import classes from './hit-strip.module.css'

/** A few items as pictures only; the words are for who cannot see them. */
export function HitStrip({ hits }: { hits: readonly SearchHit[] }) {
  const { t } = useTranslation()
  return (
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
  )
}
