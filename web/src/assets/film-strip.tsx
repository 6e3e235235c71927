import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { readTrail } from '../search/search-trail.ts'
import { Picture } from '../ui/picture.tsx'
import classes from './film-strip.module.css'
import { KindIcon } from './kind-icon.tsx'

/** The neighbours in the search this item was found by. */
export function FilmStrip({ id }: { id: string }) {
  const { t } = useTranslation()
  const items = readTrail()?.items ?? []
  const at = items.findIndex(item => item.id === id)
  if (at < 0 || items.length < 2) return null
  const from = Math.max(0, Math.min(at - 3, items.length - 7))
  return (
    <ul className={classes.strip}>
      {items.slice(from, from + 7).map(item => (
        <li key={item.id}>
          <Link
            to="/tu-lieu/$id"
            params={{ id: item.id }}
            replace
            className={classes.frame}
            aria-label={`${t(`app.kind.${item.kind}`)}: ${item.title || t('assets.untitled')}`}
            aria-current={item.id === id ? 'true' : undefined}
          >
            {item.thumbUrl ? (
              <Picture src={item.thumbUrl} alt="" thumbhash={item.thumbhash} />
            ) : (
              <KindIcon kind={item.kind} size={20} />
            )}
          </Link>
        </li>
      ))}
    </ul>
  )
}
