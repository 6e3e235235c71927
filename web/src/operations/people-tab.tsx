import { Button, TextInput } from '@mantine/core'
import { IconMailPlus, IconPlus, IconSearch, IconUserPlus, IconUserSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '#contracts/unit'
import { ProblemState } from '../app/problem-state.tsx'
import { matchesWords } from '../articles/fold-words.ts'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { PageState } from '../ui/page-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './people-tab.module.css'
import { SuspendButton } from './suspend-button.tsx'
import { usePeople } from './use-people.ts'

const PersonForm = lazy(() => import('./person-form.tsx').then(file => ({ default: file.PersonForm })))
const InviteForm = lazy(() => import('./invite-form.tsx').then(file => ({ default: file.InviteForm })))

export function PeopleTab() {
  const { t } = useTranslation()
  const query = usePeople()
  const [find, setFind] = useState('')
  const [adding, setAdding] = useState(false)
  const [inviting, setInviting] = useState(false)
  const people = query.data ?? []
  const shown = people.filter(person => matchesWords(textOf(person), find))
  return (
    <>
      <div className={classes.bar}>
        <TextInput
          className={classes.find}
          aria-label={t('operations.people.find')}
          placeholder={t('operations.people.find')}
          leftSection={<IconSearch size={16} stroke={1.6} />}
          value={find}
          onChange={event => setFind(event.currentTarget.value)}
        />
        {query.data && <span className="dim small">{t('operations.people.count', { count: shown.length })}</span>}
        <Button
          variant="default"
          leftSection={<IconMailPlus size={18} stroke={1.6} />}
          onClick={() => setInviting(true)}
        >
          {t('operations.people.invite.open')}
        </Button>
        <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setAdding(true)}>
          {t('operations.people.add')}
        </Button>
      </div>
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : shown.length === 0 ? (
        <Nothing nobody={people.length === 0} onClear={() => setFind('')} />
      ) : (
        <ul aria-label={t('operations.people.list')}>
          {shown.map(person => (
            <PersonRow key={person.id} person={person} />
          ))}
        </ul>
      )}
      <Suspense>{inviting && <InviteForm onClose={() => setInviting(false)} />}</Suspense>
      <Suspense>{adding && <PersonForm onClose={() => setAdding(false)} />}</Suspense>
    </>
  )
}

function textOf(person: Person): string {
  return [person.name, person.email, ...person.memberships.flatMap(({ unit }) => [unit.name, unit.shortName])].join(' ')
}

function PersonRow({ person }: { person: Person }) {
  const { t } = useTranslation()
  const none = person.memberships.length === 0 && person.hubRoles.length === 0
  return (
    <li className={classes.row}>
      <span className={classes.mark} aria-hidden="true">
        {initials(person.name)}
      </span>
      <div className={classes.words}>
        <p className={classes.name}>{person.name}</p>
        <p className="dim small">{person.email}</p>
      </div>
      <div className={classes.roles}>
        {person.hubRoles.map(role => (
          <StateBadge key={role} tone="accent">
            {t(`app.account.${role}`)}
          </StateBadge>
        ))}
        {person.memberships.map(({ unit, role }) => (
          <span key={unit.id}>
            {unit.shortName} <span className="dim">· {t(`app.role.${role}`)}</span>
          </span>
        ))}
        {none && <span className="dim">{t('operations.people.noRole')}</span>}
        {person.suspendedAt && <StateBadge tone="error">{t('operations.people.isSuspended')}</StateBadge>}
        <span className={classes.act}>
          <SuspendButton person={person} />
        </span>
      </div>
    </li>
  )
}

/** Vietnamese put the given name last: the last two words make the sign. */
function initials(name: string): string {
  return name
    .trim()
    .split(/\s+/)
    .slice(-2)
    .map(word => word[0]?.toUpperCase() ?? '')
    .join('')
}

function Nothing({ nobody, onClear }: { nobody: boolean; onClear: () => void }) {
  const { t } = useTranslation()
  if (nobody) {
    return (
      <PageState tone="accent" icon={<IconUserPlus />} title={t('operations.people.empty.title')}>
        {t('operations.people.empty.text')}
      </PageState>
    )
  }
  return (
    <PageState
      icon={<IconUserSearch />}
      title={t('operations.people.noMatch.title')}
      actions={
        <Button variant="default" onClick={onClear}>
          {t('operations.people.noMatch.act')}
        </Button>
      }
    >
      {t('operations.people.noMatch.text')}
    </PageState>
  )
}
