import { Button } from '@mantine/core'
import { IconBroadcast, IconChevronRight, IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import { ProblemState } from '../app/problem-state.tsx'
import { Dialog } from '../articles/dialog.tsx'
import { useFormat } from '../ui/format.ts'
import { PageState } from '../ui/page-state.tsx'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import { healthOf } from './channel-health.tsx'
import classes from './channels-tab.module.css'
import { HubFourEyes } from './desk-rules.tsx'
import { ListSkeleton } from './list-skeleton.tsx'
import { useKinds } from './use-channel-admin.ts'
import { useChannels } from './use-channels.ts'

const ChannelForm = lazy(() => import('./channel-form.tsx').then(file => ({ default: file.ChannelForm })))
const tones = { ok: 'ok', broken: 'error', quota: 'warning', paused: 'warning' } as const

/** Every channel with its health; for administrators. */
export function ChannelsTab() {
  const { t } = useTranslation()
  const channels = useChannels()
  const kinds = useKinds()
  const navigate = useNavigate()
  const [adding, setAdding] = useState(false)
  const failed = channels.error ?? kinds.error
  const retry = () => void Promise.all([channels.refetch(), kinds.refetch()])
  if (failed && !(channels.data && kinds.data)) return <ProblemState error={failed} onRetry={retry} />
  if (!channels.data || !kinds.data) return <ListSkeleton />
  const names = new Map(kinds.data.map(kind => [kind.kind, kind.name]))
  const add = (
    <Button leftSection={<IconPlus size={18} stroke={1.6} />} onClick={() => setAdding(true)}>
      {t('channels.channel.add')}
    </Button>
  )
  return (
    <>
      {channels.data.length === 0 ? (
        <PageState icon={<IconBroadcast />} tone="accent" title={t('channels.channel.none.title')} actions={add}>
          {t('channels.channel.none.text')}
        </PageState>
      ) : (
        <>
          <div className={classes.bar}>
            <p className="dim">{t('channels.admin.intro')}</p>
            {add}
          </div>
          <ul aria-label={t('channels.tabs')}>
            {channels.data.map(channel => (
              <Row key={channel.id} channel={channel} kind={names.get(channel.kind) ?? channel.kind} />
            ))}
          </ul>
          <div className={classes.rule}>
            <HubFourEyes />
          </div>
        </>
      )}
      <Suspense>
        {adding && (
          <Dialog onClose={() => setAdding(false)} size={640} title={t('channels.form.title')}>
            <ChannelForm
              kinds={kinds.data}
              onCancel={() => setAdding(false)}
              onSaved={({ code, name }) => {
                void showToast({ message: t('channels.form.saved', { name }) })
                void navigate({ to: '/kenh/$code', params: { code } })
              }}
            />
          </Dialog>
        )}
      </Suspense>
    </>
  )
}

function Row({ channel, kind }: { channel: Channel; kind: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const health = healthOf(channel)
  const { waiting, oldestWaitingAt, lastSuccessAt } = channel.health
  return (
    <li>
      <Link to="/kenh/$code" params={{ code: channel.code }} className={classes.row}>
        <span className={classes.name}>
          <b>{channel.name}</b>
          <span className="dim small">
            {kind} · {channel.unit.name}
          </span>
        </span>
        <StateBadge tone={tones[health]}>{t(`channels.health.${health}`)}</StateBadge>
        <span className={`${classes.line} small`}>
          <span>
            {lastSuccessAt
              ? t('channels.channel.lastSuccess', { time: f.dateTime(lastSuccessAt) })
              : t('channels.channel.never')}
          </span>
          <span className="dim">
            {waiting > 0 ? t('channels.channel.waiting', { count: waiting }) : t('channels.channel.nothingWaiting')}
            {oldestWaitingAt && <> ({t('channels.channel.oldest', { time: f.dateTime(oldestWaitingAt) })})</>}
          </span>
        </span>
        <IconChevronRight size={18} stroke={1.6} className={classes.chevron} aria-hidden="true" />
      </Link>
    </li>
  )
}
