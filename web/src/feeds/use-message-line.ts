import { useTranslation } from 'react-i18next'
import type { WebhookMessage } from '#contracts/feed'
import { useFormat } from '../ui/format.ts'

const events = ['item.published', 'item.updated', 'item.withdrawn', 'hub.test'] as const
const problems = ['refused', 'timeout', 'network', 'tls'] as const

/** What became of a message, in one line. */
export function useMessageLine(): (message: WebhookMessage) => string {
  const { t } = useTranslation()
  const f = useFormat()
  return ({ event: name, state, status, problem, nextAt, createdAt }) => {
    const known = events.find(each => each === name)
    const event = known ? t(`feeds.hooks.event.${known}`) : name
    const named = problems.find(each => each === problem)
    const why = named ? t(`feeds.hooks.problem.${named}`) : t('feeds.hooks.problem.other', { status: status ?? '?' })
    if (state === 'delivered') return t('feeds.hooks.delivered', { event, at: f.dateTime(createdAt) })
    if (state === 'dead') return t('feeds.hooks.dead', { event, why })
    return nextAt ? t('feeds.hooks.retry', { event, why, at: f.dateTime(nextAt) }) : t('feeds.hooks.queued', { event })
  }
}
