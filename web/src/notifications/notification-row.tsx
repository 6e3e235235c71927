import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NotificationView } from '#contracts/notification'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useAgo } from '../ui/use-ago.ts'
import { KindMark } from './kind-mark.tsx'
import classes from './notifications.module.css'
import { useLine } from './use-line.ts'

type Props = { view: NotificationView; onFollow: (view: NotificationView) => void }

/** One thing that happened; the whole row leads to the item, or to what is asked of the person. */
export function NotificationRow({ view, onFollow }: Props) {
  const { t } = useTranslation()
  const ago = useAgo()
  const { line, note } = useLine()(view)
  const { subject } = view
  return (
    <li className={classes.row} data-unread={!view.read || undefined}>
      <span className={classes.thumb}>
        <AssetThumb asset={{ kind: subject.assetKind, thumbUrl: subject.thumbUrl, thumbhash: subject.thumbhash }} />
      </span>
      <span className={classes.words}>
        {subject.kind === 'livestream' ? (
          <Link to="/phat-truc-tiep" className={`cut ${classes.title}`} onClick={() => onFollow(view)}>
            {subject.title}
          </Link>
        ) : subject.kind === 'saved-search' ? (
          <Link
            to="/tim-kiem-da-luu/$id"
            params={{ id: subject.id }}
            className={`cut ${classes.title}`}
            onClick={() => onFollow(view)}
          >
            {subject.title}
          </Link>
        ) : (
          <Link
            {...(view.kind === 'recall-told'
              ? ({ to: '/thu-hoi/$id', params: { id: view.facts.recallId } } as const)
              : ({ to: '/tu-lieu/$id', params: { id: subject.id } } as const))}
            className={`cut ${classes.title}`}
            onClick={() => onFollow(view)}
          >
            {subject.title || t('search.untitled')}
          </Link>
        )}
        <span className={`small ${classes.line}`}>
          <KindMark kind={view.kind} />
          {line}
        </span>
        {note && <span className={`small dim ${classes.note}`}>{note}</span>}
        <time className="small dim" dateTime={view.at}>
          {ago(view.at)}
        </time>
      </span>
      {!view.read && (
        <span className={classes.dot}>
          <span className="visually-hidden">{t('notifications.unread')}</span>
        </span>
      )}
    </li>
  )
}
