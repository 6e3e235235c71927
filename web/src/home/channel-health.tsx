import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Channel } from '#contracts/delivery'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { type Format, useFormat } from '../ui/format.ts'
import classes from './channel-health.module.css'
import { useChannelHealth } from './use-home.ts'

/** How each channel is: a dot and words. */
export function ChannelHealth() {
  const { t } = useTranslation()
  const f = useFormat()
  const { may } = useMe()
  const { data, error, refetch } = useChannelHealth()
  return (
    <section>
      <h2 className={classes.title}>{t('home.channels.title')}</h2>
      {error && <ProblemState error={error} onRetry={() => void refetch()} small order={3} />}
      {data && data.channels.length === 0 && <p className="dim">{t('home.channels.none')}</p>}
      {data && data.channels.length > 0 && (
        <ul className={classes.list}>
          {data.channels.map(channel => (
            <li key={channel.id} className={classes.row} data-tone={toneOf(channel)}>
              <span className={classes.dot} aria-hidden="true" />
              <div className={classes.words}>
                {may.curate ? (
                  <Link to="/kenh/$code" params={{ code: channel.code }} className={`cut ${classes.name}`}>
                    {channel.name}
                  </Link>
                ) : (
                  <b className="cut">{channel.name}</b>
                )}
                <Line channel={channel} f={f} />
                {channel.health.waiting > 0 && (
                  <Link to="/phat-hanh" search={{ channel: channel.code }} className="small">
                    {t('home.channels.waiting', { count: channel.health.waiting })}
                  </Link>
                )}
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function toneOf({ state, health }: Channel): 'ok' | 'warning' | 'error' {
  if (state === 'paused') return 'warning'
  if (health.breaker === 'open') return 'error'
  return health.quotaUntil ? 'warning' : 'ok'
}

function Line({ channel, f }: { channel: Channel; f: Format }) {
  const { t } = useTranslation()
  const { state, pausedReason, health } = channel
  if (state === 'paused') {
    return <span className="small">{[t('home.channels.paused'), pausedReason].filter(Boolean).join(': ')}</span>
  }
  if (health.breaker === 'open') {
    return (
      <span className="small">
        {t('home.channels.open', { time: health.openUntil ? f.time(health.openUntil) : '…' })}
      </span>
    )
  }
  if (health.quotaUntil) {
    return <span className="small">{t('home.channels.quota', { time: f.dateTime(health.quotaUntil) })}</span>
  }
  return (
    <span className="small dim">
      {health.lastSuccessAt
        ? t('home.channels.fineSince', { date: f.dateTime(health.lastSuccessAt) })
        : t('home.channels.fine')}
    </span>
  )
}
