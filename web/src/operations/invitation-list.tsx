import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Invitation } from '#contracts/identity'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import { InvitationLink } from './invitation-link.tsx'
import classes from './invitation-list.module.css'
import { type Invited, useInvitations, useResend, useRevoke } from './use-invitations.ts'

/** Invitations that nobody has accepted yet, of one unit where it is named; each is sent again or revoked. */
export function InvitationList({ unit }: { unit?: string }) {
  const { t } = useTranslation()
  const query = useInvitations()
  const [sent, setSent] = useState<Invited | null>(null)
  if (query.isPending) return <ListSkeleton rows={2} />
  if (query.isError) return <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />
  const open = query.data.filter(
    ({ state, memberships }) =>
      (state === 'open' || state === 'expired') && (!unit || memberships.some(each => each.unit.code === unit)),
  )
  if (open.length === 0) return <p className="dim">{t('operations.invitations.none')}</p>
  return (
    <>
      <ul aria-label={t('operations.invitations.title')}>
        {open.map(invitation => (
          <Row key={invitation.id} invitation={invitation} onSent={setSent} />
        ))}
      </ul>
      {sent?.link && <InvitationLink invited={sent} onClose={() => setSent(null)} />}
    </>
  )
}

function Row({ invitation, onSent }: { invitation: Invitation; onSent: (sent: Invited) => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const resend = useResend()
  const revoke = useRevoke()
  const { email, state } = invitation
  const failed = (error: unknown) => void showToast({ message: problem(error).title, tone: 'error' })
  const again = () =>
    resend.mutate(invitation.id, {
      onSuccess: answer => {
        if (answer.link) onSent(answer)
        else
          void showToast({
            message: t(answer.mailed ? 'operations.invitations.sent' : 'operations.invitations.notSent'),
          })
      },
      onError: failed,
    })
  const stop = () =>
    revoke.mutate(invitation.id, {
      onSuccess: () => void showToast({ message: t('operations.invitations.revoked', { email }) }),
      onError: failed,
    })
  const roles = [
    ...invitation.hubRoles.map(role => t(`app.account.${role}`)),
    ...invitation.memberships.map(({ unit, role }) => `${unit.shortName} · ${t(`app.role.${role}`)}`),
  ]
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p className={classes.email}>{email}</p>
        <p className="small">{roles.join(', ')}</p>
        <p className="dim small">
          {t('operations.invitations.by', { name: invitation.invitedBy, date: f.date(invitation.createdAt) })}
        </p>
      </div>
      <StateBadge tone={state === 'open' ? 'accent' : 'warning'}>
        {t(`operations.invitations.${state === 'open' ? 'until' : 'expired'}`, {
          date: f.dateTime(invitation.expiresAt),
        })}
      </StateBadge>
      <div className={classes.acts}>
        <Button
          size="xs"
          variant="default"
          loading={resend.isPending}
          aria-label={t('operations.invitations.resendTo', { email })}
          onClick={again}
        >
          {t('operations.invitations.resend')}
        </Button>
        <Button
          size="xs"
          variant="outline"
          color="red"
          loading={revoke.isPending}
          aria-label={t('operations.invitations.revokeOf', { email })}
          onClick={stop}
        >
          {t('operations.invitations.revoke')}
        </Button>
      </div>
    </li>
  )
}
