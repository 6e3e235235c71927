import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Share } from '#contracts/share'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './share-modal.module.css'
import { useRevokeShare, useShares, useVisits } from './use-shares.ts'

const tones = { open: 'ok', expired: 'neutral', revoked: 'neutral' } as const

/** The links that were made, the newest first. */
export function ShareList({ boardId }: { boardId: string }) {
  const { t } = useTranslation()
  const shares = useShares(boardId)
  if (shares.isPending) return <ListSkeleton />
  if (shares.isError) return <ProblemState small error={shares.error} onRetry={() => void shares.refetch()} />
  if (shares.data.length === 0) return <p className="dim">{t('collections.share.noLinks')}</p>
  return (
    <ul aria-label={t('collections.share.links')}>
      {shares.data.map(share => (
        <ShareRow key={share.id} boardId={boardId} share={share} />
      ))}
    </ul>
  )
}

function ShareRow({ boardId, share }: { boardId: string; share: Share }) {
  const { t } = useTranslation()
  const f = useFormat()
  const revoke = useRevokeShare(boardId)
  const [watching, setWatching] = useState(false)
  const name = share.label || t('collections.share.noLabel')
  const mode = share.watermark ? 'marked' : share.downloads ? 'files' : 'plain'
  const facts = [
    t(`collections.share.${mode}`),
    t('collections.share.until', { date: f.date(share.expiresAt) }),
    ...(share.password ? [t('collections.share.withPassword')] : []),
    share.opened > 0 ? t('collections.share.opened', { count: share.opened }) : t('collections.share.neverOpened'),
  ]
  const revoked = () => void showToast({ message: t('collections.share.revoked') })
  return (
    <li className={classes.row}>
      <div className={classes.line}>
        <b className={classes.label}>{name}</b>
        <StateBadge tone={tones[share.state]}>{t(`collections.share.state.${share.state}`)}</StateBadge>
        <Button
          size="compact-sm"
          variant="subtle"
          aria-expanded={watching}
          aria-label={t('collections.share.visitsNamed', { name })}
          onClick={() => setWatching(!watching)}
        >
          {t('collections.share.visits')}
        </Button>
        {share.state === 'open' && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="red"
            aria-label={t('collections.share.revokeNamed', { name })}
            loading={revoke.isPending}
            onClick={() => revoke.mutate(share.id, { onSuccess: revoked })}
          >
            {t('collections.share.revoke')}
          </Button>
        )}
      </div>
      <p className="dim small">{facts.join(' · ')}</p>
      {watching && <Visits boardId={boardId} shareId={share.id} />}
    </li>
  )
}

function Visits({ boardId, shareId }: { boardId: string; shareId: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const visits = useVisits(boardId, shareId)
  if (visits.isPending) return <ListSkeleton />
  if (visits.isError) return <ProblemState small error={visits.error} />
  return (
    <ul className={`${classes.visits} small`}>
      {visits.data.visits.length === 0 && <li className="dim">{t('collections.share.noVisits')}</li>}
      {visits.data.visits.map(({ act, network, day, times, lastAt }) => (
        <li key={`${day} ${network} ${act}`}>
          <span className="dim">{f.dateTime(lastAt)}</span>{' '}
          {t('collections.share.visitLine', { act: t(`collections.share.visitAct.${act}`), times, network })}
        </li>
      ))}
    </ul>
  )
}
