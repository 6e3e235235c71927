import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '#contracts/delivery'
import { KindIcon } from '../assets/kind-icon.tsx'
import classes from './member-list.module.css'

/** What goes out together with the item; nothing for a single one. */
export function MemberList({ members }: { members: Delivery['members'] }) {
  const { t } = useTranslation()
  if (members.length === 0) return null
  return (
    <section>
      <h2 className={classes.title}>{t('channels.members', { count: members.length })}</h2>
      <ul className={classes.list}>
        {members.map(({ id, title, kind, role }) => (
          <li key={id} className={classes.member}>
            <KindIcon kind={kind} size={17} />
            <Link to="/tu-lieu/$id" params={{ id }} className={`cut ${classes.name}`}>
              {title || t('curation.desk.untitled')}
            </Link>
            <span className="dim small">{t(`curation.desk.role.${roleOf(role)}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const roles = ['feature', 'gallery', 'video', 'audio', 'brochure', 'text'] as const
const roleOf = (role: string) => roles.find(each => each === role) ?? 'text'
