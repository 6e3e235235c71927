import { IconLock, IconPhoto, IconUsers } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Collection } from '#contracts/collection'
import { Picture } from '../ui/picture.tsx'
import { useAgo } from '../ui/use-ago.ts'
import classes from './board-card.module.css'

/** A board among others: its pictures, its name, whose it is. */
export function BoardCard({ board }: { board: Collection }) {
  const { t } = useTranslation()
  const ago = useAgo()
  const private_ = board.mine && board.grants.length === 0
  const whose =
    board.unit?.shortName ?? (board.mine ? t('collections.private') : t('collections.byOwner', { name: board.owner }))
  return (
    <li className={classes.card}>
      <Link to="/bo-suu-tap/$id" params={{ id: board.id }} className={classes.link}>
        <span className={classes.pictures} data-count={board.pictures.length}>
          {board.pictures.length === 0 ? (
            <IconPhoto size={32} stroke={1.2} aria-hidden="true" />
          ) : (
            board.pictures.map(picture => (
              <Picture key={picture.id} src={picture.url} alt="" thumbhash={picture.thumbhash} />
            ))
          )}
        </span>
        <span className={classes.words}>
          <b className={classes.name}>{board.name}</b>
          <span className={`${classes.line} dim small`}>
            {private_ ? (
              <IconLock size={16} stroke={1.6} aria-hidden="true" />
            ) : (
              <IconUsers size={16} stroke={1.6} aria-hidden="true" />
            )}
            <span className="cut">
              {[
                whose,
                board.items > 0 ? t('collections.items', { count: board.items }) : t('collections.noItems'),
                ago(board.updatedAt),
              ].join(' · ')}
            </span>
          </span>
        </span>
      </Link>
    </li>
  )
}
