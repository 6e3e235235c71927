import { Button, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { InvitationOffer } from '#contracts/identity'
import { usePageTitle } from '../app/hub-name.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { EntryFrame } from '../identity/entry-frame.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './account-page.module.css'
import { NewPassword } from './new-password.tsx'
import { Refusal } from './refusal.tsx'
import { useAcceptInvitation, useLinkToken, useOffer } from './use-link.ts'

/** What somebody invited sees: who invites, to which roles, and the form to accept. */
export function InvitationPage() {
  const { t } = useTranslation()
  usePageTitle(t('account.invitation.title'))
  const token = useLinkToken()
  const offer = useOffer(token)
  return (
    <EntryFrame>
      {offer.isError ? (
        <>
          <h1>{t('account.invitation.title')}</h1>
          <ProblemState error={offer.error} onRetry={() => void offer.refetch()} small />
        </>
      ) : (
        <>
          <h1>{t('account.invitation.title')}</h1>
          {offer.data && <Offer offer={offer.data} token={token} />}
        </>
      )}
    </EntryFrame>
  )
}

function Offer({ offer, token }: { offer: InvitationOffer; token: string }) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('account.invitation.from', { inviter: offer.invitedBy, email: offer.email })}</p>
      <ul className={classes.roles} aria-label={t('account.invitation.roles')}>
        {offer.hubRoles.map(role => (
          <li key={role}>
            <StateBadge tone="accent">{t(`app.account.${role}`)}</StateBadge>
          </li>
        ))}
        {offer.memberships.map(({ unit, role }) => (
          <li key={unit.id}>
            <StateBadge tone="neutral">{`${unit.name} · ${t(`app.role.${role}`)}`}</StateBadge>
          </li>
        ))}
      </ul>
      <AcceptForm hasAccount={offer.hasAccount} token={token} />
    </>
  )
}

function AcceptForm({ hasAccount, token }: { hasAccount: boolean; token: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const accept = useAcceptInvitation()
  const [form, setForm] = useState({ name: '', password: '' })
  const [lacks, setLacks] = useState({ name: false, password: false })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = { name: form.name.trim() === '', password: [...form.password].length < 12 }
    setLacks(missing)
    if (!hasAccount && (missing.name || missing.password)) return
    const done = () => {
      void showToast({ message: t('account.invitation.done') })
      void navigate({ to: '/dang-nhap' })
    }
    accept.mutate(hasAccount ? { token } : { token, ...form }, { onSuccess: done })
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={16}>
        <Refusal error={accept.error} />
        {hasAccount ? (
          <p>{t('account.invitation.known')}</p>
        ) : (
          <>
            <TextInput
              label={t('account.invitation.name')}
              autoComplete="name"
              size="md"
              maxLength={120}
              error={lacks.name && t('account.invitation.emptyName')}
              value={form.name}
              onChange={event => setForm({ ...form, name: event.currentTarget.value })}
            />
            <NewPassword
              value={form.password}
              short={lacks.password}
              onChange={password => setForm({ ...form, password })}
            />
          </>
        )}
        <Button type="submit" h={44} fullWidth loading={accept.isPending}>
          {t('account.invitation.act')}
        </Button>
      </Stack>
    </form>
  )
}
