import { Button, Checkbox } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UpdateDifference } from '#contracts/channel-admin'
import type { PendingUpdate } from '#contracts/ledger'
import { ApiProblem } from '../app/api.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import { ChangeList } from './change-list.tsx'
import classes from './update-card.module.css'
import { useApproveUpdate, useUpdateDifference } from './use-updates.ts'

/** One item that waits: where, what differs, and the approval. */
export function UpdateCard({ update, open }: { update: PendingUpdate; open: boolean }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(open)
  const [off, setOff] = useState<readonly string[]>([])
  const difference = useUpdateDifference(update.asset.id, shown)
  const { asset, channels } = update
  const chosen = channels.filter(channel => !off.includes(channel.id)).map(channel => channel.id)
  return (
    <article className={classes.card} aria-label={asset.title}>
      <div className={classes.head}>
        <span className={classes.picture}>
          <AssetThumb asset={asset} />
        </span>
        <div className={classes.words}>
          <Link to="/tu-lieu/$id" params={{ id: asset.id }} className={classes.name}>
            {asset.title || t('search.untitled')}
          </Link>
          <ul className={classes.channels}>
            {channels.map(channel => (
              <li key={channel.id}>
                {channels.length > 1 ? (
                  <Checkbox
                    label={channel.name}
                    checked={!off.includes(channel.id)}
                    onChange={event =>
                      setOff(event.currentTarget.checked ? off.filter(id => id !== channel.id) : [...off, channel.id])
                    }
                  />
                ) : (
                  <span>{channel.name}</span>
                )}
                <StateBadge tone={channel.why === 'edited' ? 'warning' : 'error'}>
                  {t(`channels.update.why.${channel.why}`)}
                </StateBadge>
              </li>
            ))}
          </ul>
        </div>
        <Approve assetId={asset.id} chosen={chosen} />
      </div>
      <details open={shown} onToggle={event => setShown(event.currentTarget.open)}>
        <summary>{t('channels.update.difference')}</summary>
        {difference.isError ? (
          <ProblemState error={difference.error} onRetry={() => void difference.refetch()} small order={3} />
        ) : difference.data ? (
          <Differences difference={difference.data} />
        ) : (
          <p className="dim">{t('ui.loading')}</p>
        )}
      </details>
    </article>
  )
}

/** Channels that were given the same version differ in the same; those are said once. */
function Differences({ difference }: { difference: UpdateDifference }) {
  const { t } = useTranslation()
  const f = useFormat()
  const groups = new Map<string, UpdateDifference['channels']>()
  for (const channel of difference.channels) {
    const key = JSON.stringify([channel.changes, channel.whole])
    groups.set(key, [...(groups.get(key) ?? []), channel])
  }
  return [...groups.values()].map(channels => {
    const [first] = channels
    if (!first) return null
    return (
      <section key={first.id} className={classes.group}>
        <p className="dim small">
          {channels.map(channel => channel.name).join(', ')} ·{' '}
          {t('channels.update.since', { version: first.version, time: f.dateTime(first.approvedAt) })}
        </p>
        {!first.whole && <p>{t('channels.update.notWhole')}</p>}
        <ChangeList changes={first.changes} />
      </section>
    )
  })
}

function Approve({ assetId, chosen }: { assetId: string; chosen: string[] }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const approve = useApproveUpdate(assetId)
  const missing =
    approve.error instanceof ApiProblem && Array.isArray(approve.error.extension.missing)
      ? (approve.error.extension.missing as { key: string; detail: string }[])
      : []
  const send = () =>
    approve.mutate(chosen, {
      onSuccess: ({ queued }) => void showToast({ message: t('channels.update.sent', { count: queued }) }),
    })
  return (
    <div className={classes.act}>
      <Button
        leftSection={<IconCheck size={18} stroke={1.8} />}
        disabled={chosen.length === 0}
        loading={approve.isPending}
        onClick={send}
      >
        {t('channels.update.approve')}
      </Button>
      {approve.isError && (
        <div role="alert" className={classes.error}>
          <b>{problem(approve.error).title}.</b> {missing.length === 0 && problem(approve.error).detail}
          {missing.length > 0 && (
            <ul>
              {missing.map(each => (
                <li key={each.key}>{each.detail}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  )
}
