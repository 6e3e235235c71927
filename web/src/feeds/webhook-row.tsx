import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Webhook } from '#contracts/feed'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './feeds.module.css'
import { useActOnWebhook } from './use-feeds.ts'
import { useMessageLine } from './use-message-line.ts'

const tones = { active: 'ok', paused: 'neutral', failing: 'error' } as const

export function WebhookRow({ webhook, onRemove }: { webhook: Webhook; onRemove: () => void }) {
  const { t } = useTranslation()
  const act = useActOnWebhook()
  const line = useMessageLine()
  const { id, url, state, recent } = webhook
  const [last] = recent
  const turn = state === 'paused' ? 'resume' : 'pause'
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p className={classes.address}>{url}</p>
        <p className="small">
          <StateBadge tone={tones[state]}>{t(`feeds.hooks.state.${state}`)}</StateBadge>{' '}
          {webhook.events.map(event => t(`feeds.hooks.event.${event}`)).join(' · ')}
          {webhook.description && ` · ${webhook.description}`}
        </p>
        <p className="dim small" role="status">
          {last ? line(last) : t('feeds.hooks.never')}
          {webhook.waiting > 1 && ` · ${t('feeds.hooks.waiting', { count: webhook.waiting })}`}
        </p>
      </div>
      <div className={classes.buttons}>
        {state !== 'paused' && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('feeds.hooks.named.test', { url })}
            onClick={() => act.mutate({ id, act: 'test' })}
          >
            {t('feeds.hooks.test')}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          aria-label={t(`feeds.hooks.named.${turn}`, { url })}
          onClick={() => act.mutate({ id, act: turn })}
        >
          {t(`feeds.hooks.${turn}`)}
        </Button>
        <Button size="xs" variant="default" aria-label={t('feeds.hooks.named.remove', { url })} onClick={onRemove}>
          {t('feeds.hooks.remove')}
        </Button>
      </div>
    </li>
  )
}
