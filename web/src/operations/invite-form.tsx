import { Button, Checkbox, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubRole, UnitRole } from '#contracts/values'
import { Refusal } from '../account/refusal.tsx'
import { useMe } from '../app/me.ts'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import form from '../articles/metadata-form.module.css'
import { InvitationSent } from './invitation-link.tsx'
import { UnitAndRole } from './person-form.tsx'
import { useInvite } from './use-invitations.ts'

type Draft = { email: string; unit: string; role: UnitRole; hubRoles: HubRole[] }
const empty: Draft = { email: '', unit: '', role: 'contributor', hubRoles: [] }
const hubRoles = ['curator', 'administrator'] as const satisfies readonly HubRole[]

/** Invites an address; afterwards an administrator sees the link, once. Editors give roles in their own units only. */
export function InviteForm({ unit = '', onClose }: { unit?: string; onClose: () => void }) {
  const { t } = useTranslation()
  const { may } = useMe()
  const invite = useInvite()
  const [draft, setDraft] = useState<Draft>({ ...empty, unit })
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
        <InvitationSent invited={invite.data} onClose={onClose} />
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
          {may.administer && (
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
          )}
          <p className="dim small">{t('operations.people.invite.text')}</p>
          <Button type="submit" disabled={!ready} loading={invite.isPending}>
            {t('operations.people.invite.act')}
          </Button>
        </form>
      )}
    </Dialog>
  )
}
