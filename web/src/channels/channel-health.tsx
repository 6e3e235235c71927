import { Button, TextInput } from '@mantine/core'
import { IconAdjustments, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './channel-health.module.css'
import { useChannelTest } from './use-channel-test.tsx'
import { useSwitchChannel } from './use-channels.ts'

export type Health = 'ok' | 'broken' | 'quota' | 'paused'

export function healthOf(channel: Channel): Health {
  if (channel.state === 'paused') return 'paused'
  if (channel.health.breaker === 'open') return 'broken'
  return channel.health.quotaUntil ? 'quota' : 'ok'
}

/** How a channel does, in sentences, its switch and its test. `full`: it stands on the channel's own page. */
export function ChannelHealth({ channel, full = false }: { channel: Channel; full?: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const me = useMe()
  const test = useChannelTest(channel)
  const health = healthOf(channel)
  const { waiting, oldestWaitingAt, lastSuccessAt } = channel.health
  return (
    <section className={classes.card} data-health={health} aria-label={channel.name}>
      <div className={classes.words}>
        <p className={classes.head}>
          <span className={classes.dot} data-health={health} aria-hidden="true" />
          <b>
            <HealthSentence channel={channel} />
          </b>
        </p>
        <p className="dim small">
          {lastSuccessAt
            ? t('channels.channel.lastSuccess', { time: f.dateTime(lastSuccessAt) })
            : t('channels.channel.never')}
          {' · '}
          {waiting > 0 ? t('channels.channel.waiting', { count: waiting }) : t('channels.channel.nothingWaiting')}
          {oldestWaitingAt && <> ({t('channels.channel.oldest', { time: f.dateTime(oldestWaitingAt) })})</>}
        </p>
        {!full && me.may.administer && channel.address && (
          <p className={`${classes.address} dim small`}>{channel.address}</p>
        )}
      </div>
      <div className={classes.acts}>
        {!full && me.may.curate && (
          <LinkButton
            size="xs"
            variant="default"
            to="/kenh/$code"
            params={{ code: channel.code }}
            leftSection={<IconAdjustments size={16} stroke={1.6} />}
          >
            {t('channels.admin.open')}
          </LinkButton>
        )}
        {me.may.curate && test.button}
        {channel.mayPause && <Switch channel={channel} />}
      </div>
      {me.may.curate && test.answer}
    </section>
  )
}

function HealthSentence({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const f = useFormat()
  if (channel.state === 'paused') {
    return channel.pausedReason
      ? t('channels.channel.pausedBy', { reason: channel.pausedReason })
      : t('channels.channel.pausedPlain')
  }
  const { breaker, openUntil, quotaUntil } = channel.health
  if (breaker === 'open' && openUntil) return t('channels.channel.broken', { time: f.time(openUntil) })
  // It may be days away: the hour alone would not say.
  if (quotaUntil) return t('channels.channel.quota', { time: f.dateTime(quotaUntil) })
  return t('channels.channel.well')
}

function Switch({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const change = useSwitchChannel()
  const paused = channel.state === 'paused'
  const [reason, setReason] = useState<string | null>(null)
  const turn = () =>
    change.mutate(
      { id: channel.id, paused: !paused, reason: reason?.trim() ?? '' },
      {
        onSuccess: ({ name, state }) => {
          setReason(null)
          void showToast({
            message: t(state === 'paused' ? 'channels.channel.pausedNow' : 'channels.channel.resumedNow', { name }),
          })
        },
        onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
      },
    )
  const Icon = paused ? IconPlayerPlay : IconPlayerPause
  if (!paused && reason !== null) {
    return (
      <form
        className={classes.reason}
        onSubmit={event => {
          event.preventDefault()
          turn()
        }}
      >
        <TextInput
          size="xs"
          aria-label={t('channels.channel.reason')}
          placeholder={t('channels.channel.reason')}
          value={reason}
          maxLength={300}
          autoFocus
          onChange={event => setReason(event.currentTarget.value)}
        />
        <Button type="submit" size="xs" loading={change.isPending}>
          {t('channels.channel.pause')}
        </Button>
      </form>
    )
  }
  return (
    <Button
      size="xs"
      variant={paused ? 'filled' : 'default'}
      leftSection={<Icon size={16} stroke={1.6} />}
      loading={change.isPending}
      onClick={paused ? turn : () => setReason('')}
    >
      {t(paused ? 'channels.channel.resume' : 'channels.channel.pause')}
    </Button>
  )
}
