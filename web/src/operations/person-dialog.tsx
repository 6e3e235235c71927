import { Button, Checkbox } from '@mantine/core'
import { IconDownload, IconTrash } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '#contracts/unit'
import type { HubRole } from '#contracts/values'
import { Refusal } from '../account/refusal.tsx'
import { useMe } from '../app/me.ts'
import { Dialog } from '../articles/dialog.tsx'
import form from '../articles/metadata-form.module.css'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import { ErasePerson } from './erase-person.tsx'
import { MembershipFields } from './membership-fields.tsx'
import classes from './people-tab.module.css'
import { rolesOf } from './person-draft.ts'
import { personExportUrl, useChangeRoles } from './use-people.ts'

const hubRoles = ['curator', 'administrator'] as const satisfies readonly HubRole[]

/** One person for an administrator: their roles, and what the hub holds about them. */
export function PersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const [erasing, setErasing] = useState(false)
  if (erasing) return <ErasePerson person={person} onClose={onClose} />
  return (
    <Dialog onClose={onClose} size={560} title={person.name}>
      <p className={classes.facts}>
        <span>{person.email}</span>
        <StateBadge tone={person.secondFactor ? 'ok' : 'neutral'}>
          {t(person.secondFactor ? 'operations.people.factorOn' : 'operations.people.factorOff')}
        </StateBadge>
        {person.suspendedAt && <StateBadge tone="error">{t('operations.people.isSuspended')}</StateBadge>}
      </p>
      <RolesForm person={person} self={me.id === person.id} onDone={onClose} />
      <section className={classes.own} aria-labelledby="du-lieu-ca-nhan">
        <h3 id="du-lieu-ca-nhan">{t('operations.people.data.title')}</h3>
        <p className="dim small">{t('operations.people.data.text')}</p>
        <div className={classes.ownActs}>
          <Button
            component="a"
            href={personExportUrl(person.id)}
            download
            variant="default"
            leftSection={<IconDownload size={18} stroke={1.6} aria-hidden="true" />}
          >
            {t('operations.people.data.export')}
          </Button>
          {me.id !== person.id && (
            <Button
              variant="outline"
              color="red"
              leftSection={<IconTrash size={18} stroke={1.6} aria-hidden="true" />}
              onClick={() => setErasing(true)}
            >
              {t('operations.people.data.erase')}
            </Button>
          )}
        </div>
      </section>
    </Dialog>
  )
}

function RolesForm({ person, self, onDone }: { person: Person; self: boolean; onDone: () => void }) {
  const { t } = useTranslation()
  const change = useChangeRoles()
  const [draft, setDraft] = useState(() => rolesOf(person))
  const changed = JSON.stringify(draft) !== JSON.stringify(rolesOf(person))
  const whole = draft.memberships.every(({ unit }) => unit !== '')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!changed || !whole) return
    const done = () => {
      void showToast({ message: t('operations.people.roles.saved', { name: person.name }) })
      onDone()
    }
    change.mutate({ id: person.id, body: draft }, { onSuccess: done })
  }
  return (
    <form className={form.form} onSubmit={send} noValidate>
      <Refusal error={change.error} />
      <MembershipFields
        value={draft.memberships}
        onChange={memberships => setDraft(now => ({ ...now, memberships }))}
      />
      <Checkbox.Group
        label={t('operations.people.form.hubRoles')}
        value={draft.hubRoles}
        onChange={roles => setDraft(now => ({ ...now, hubRoles: hubRoles.filter(role => roles.includes(role)) }))}
      >
        <div className={classes.hubRoles}>
          {hubRoles.map(role => (
            <Checkbox
              key={role}
              value={role}
              label={t(`app.account.${role}`)}
              description={t(`operations.people.roles.hint.${role}`)}
              // Somebody else must take it: so one always remains.
              disabled={self && role === 'administrator'}
            />
          ))}
        </div>
      </Checkbox.Group>
      <p className="dim small">{t('operations.people.roles.text')}</p>
      <Button type="submit" disabled={!changed || !whole} loading={change.isPending}>
        {t('operations.people.roles.save')}
      </Button>
    </form>
  )
}
