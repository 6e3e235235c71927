import { Button, TextInput } from '@mantine/core'
import { IconMailPlus, IconPlus, IconSearch, IconUserPlus, IconUserSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '#contracts/unit'
import { ProblemState } from '../app/problem-state.tsx'
import { matchesWords } from '../articles/fold-words.ts'
import { FilterChips } from '../channels/filter-chips.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { PageState } from '../ui/page-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { InvitationList } from './invitation-list.tsx'
import classes from './people-tab.module.css'
import { inFilter, type PeopleFilter } from './person-draft.ts'
import { SuspendButton } from './suspend-button.tsx'
import { usePeople } from './use-people.ts'

const PersonForm = lazy(() => import('./person-form.tsx').then(file => ({ default: file.PersonForm })))
const PersonDialog = lazy(() => import('./person-dialog.tsx').then(file => ({ default: file.PersonDialog })))
const InviteForm = lazy(() => import('./invite-form.tsx').then(file => ({ default: file.InviteForm })))

const filters = ['all', 'staff', 'suspended', 'noRole'] as const satisfies readonly PeopleFilter[]

export function PeopleTab() {
  const { t } = useTranslation()
  const query = usePeople()
  const [find, setFind] = useState('')
  const [filter, setFilter] = useState<PeopleFilter>('all')
  const [opened, setOpened] = useState<Person | null>(null)
  const [adding, setAdding] = useState(false)
  const [inviting, setInviting] = useState(false)
  const people = query.data ?? []
  const clear = () => {
    setFind('')
    setFilter('all')
  }
  const shown = people.filter(person => inFilter(person, filter) && matchesWords(textOf(person), find))
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
      <FilterChips
        label={t('operations.people.filter.label')}
        chips={filters
          .filter(each => each === 'all' || each === filter || people.some(person => inFilter(person, each)))
          .map(each => ({
            value: each,
            label: t(`operations.people.filter.${each}`),
            count: query.data && people.filter(person => inFilter(person, each)).length,
          }))}
        value={filter}
        onChange={setFilter}
      />
      {query.isPending ? (
        <ListSkeleton />
      ) : query.isError ? (
        <ProblemState error={query.error} onRetry={() => void query.refetch()} />
      ) : shown.length === 0 ? (
        <Nothing nobody={people.length === 0} onClear={clear} />
      ) : (
        <ul className={classes.list} aria-label={t('operations.people.list')}>
          {shown.map(person => (
            <PersonRow key={person.id} person={person} onOpen={() => setOpened(person)} />
          ))}
        </ul>
      )}
      <section className={classes.invitations} aria-labelledby="loi-moi-dang-cho">
        <h2 id="loi-moi-dang-cho">{t('operations.invitations.title')}</h2>
        <p className="dim small">{t('operations.invitations.text')}</p>
        <InvitationList />
      </section>
      <Suspense>{opened && <PersonDialog person={opened} onClose={() => setOpened(null)} />}</Suspense>
      <Suspense>{inviting && <InviteForm onClose={() => setInviting(false)} />}</Suspense>
      <Suspense>{adding && <PersonForm onClose={() => setAdding(false)} />}</Suspense>
    </>
  )
}

function textOf(person: Person): string {
  return [person.name, person.email, ...person.memberships.flatMap(({ unit }) => [unit.name, unit.shortName])].join(' ')
}

function PersonRow({ person, onOpen }: { person: Person; onOpen: () => void }) {
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
      </div>
      <div className={classes.acts}>
        <Button
          size="xs"
          variant="default"
          aria-label={t('operations.people.manageOf', { name: person.name })}
          onClick={onOpen}
        >
          {t('operations.people.manage')}
        </Button>
        <SuspendButton person={person} />
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
