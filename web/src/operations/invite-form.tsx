import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubRole, UnitRole } from '#contracts/values'
import { Refusal } from '../account/refusal.tsx'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import form from '../articles/metadata-form.module.css'
import { UnitAndRole } from './person-form.tsx'
import { useInvite } from './use-people.ts'

type Draft = { email: string; unit: string; role: UnitRole; hubRoles: HubRole[] }
const empty: Draft = { email: '', unit: '', role: 'contributor', hubRoles: [] }
const hubRoles = ['curator', 'administrator'] as const satisfies readonly HubRole[]

/** Invites an address; afterwards shows the link, once, for a hub without a mail server. */
export function InviteForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const invite = useInvite()
  const [draft, setDraft] = useState(empty)
  const ready = /^\S+@\S+\.\S+$/.test(draft.email.trim()) && (draft.unit !== '' || draft.hubRoles.length > 0)
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const memberships = draft.unit === '' ? [] : [{ unit: draft.unit, role: draft.role }]
    invite.mutate({ email: draft.email.trim(), hubRoles: draft.hubRoles, memberships })
  }
  return (
    <Dialog onClose={onClose} size={520} title={t('operations.people.invite.title')}>
      {invite.data ? (
        <div className={form.form} role="status">
          <p>{t(invite.data.mailed ? 'operations.people.invite.sent' : 'operations.people.invite.notSent')}</p>
          {invite.data.link && (
            <TextInput
              label={t('operations.people.invite.link')}
              readOnly
              value={invite.data.link}
              onFocus={event => event.currentTarget.select()}
            />
          )}
          <Button onClick={onClose}>{t('ui.close')}</Button>
        </div>
      ) : (
        <form className={form.form} onSubmit={send} noValidate>
          <Refusal error={invite.error} />
          <TextInput
            label={<FieldLabel need="required">{t('operations.people.form.email')}</FieldLabel>}
            type="email"
            maxLength={254}
            autoComplete="off"
            data-autofocus
            value={draft.email}
            onChange={event => setDraft({ ...draft, email: event.currentTarget.value })}
          />
          <UnitAndRole draft={draft} set={patch => setDraft({ ...draft, ...patch })} />
          <Checkbox.Group
            label={t('operations.people.form.hubRoles')}
            value={draft.hubRoles}
            onChange={roles => setDraft({ ...draft, hubRoles: roles as HubRole[] })}
          >
            <div className={form.pair} style={{ paddingTop: 4 }}>
              {hubRoles.map(role => (
                <Checkbox key={role} value={role} label={t(`app.account.${role}`)} />
              ))}
            </div>
          </Checkbox.Group>
          <Button type="submit" disabled={!ready} loading={invite.isPending}>
            {t('operations.people.invite.act')}
          </Button>
        </form>
      )}
    </Dialog>
  )
}
