import { IconCheck, IconClock, IconRefresh, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Delivery, DeliveryState } from '#contracts/delivery'
import { useFormat } from '../ui/format.ts'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import { groupOf } from './delivery-groups.ts'

const tones: Partial<Record<DeliveryState, Tone>> = { published: 'ok', retrying: 'warning', withdrawing: 'warning' }
const groupTone = {
  underWay: 'accent',
  retrying: 'warning',
  live: 'accent',
  refused: 'error',
  gone: 'neutral',
} as const

/** The state of a delivery as people say it; a delivery that will try again says when. */
export function DeliveryBadge({ delivery, paused }: { delivery: Delivery; paused: boolean }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { state, nextAt } = delivery
  const waits = state === 'queued' || state === 'retrying'
  if (waits && paused)
    return (
      <StateBadge tone="warning" icon={<IconClock stroke={1.8} />}>
        {t('channels.channelPaused')}
      </StateBadge>
    )
  const at = nextAt && (isSoon(nextAt) ? f.time(nextAt) : f.dateTime(nextAt))
  const text =
    state === 'retrying' && at
      ? t('channels.sendsAgainAt', { time: at })
      : state === 'queued' && at
        ? t('channels.sendsAt', { time: at })
        : t(`app.deliveryState.${state}`)
  return (
    <StateBadge tone={tones[state] ?? groupTone[groupOf(state)]} icon={<StateIcon state={state} />}>
      {text}
    </StateBadge>
  )
}

// Within half a day the hour says it all.
const isSoon = (instant: string) => Date.parse(instant) - Date.now() < 12 * 3_600_000

function StateIcon({ state }: { state: DeliveryState }) {
  if (state === 'published') return <IconCheck stroke={1.8} />
  if (state === 'retrying' || state === 'withdrawing') return <IconRefresh stroke={1.8} />
  return groupOf(state) === 'refused' ? (
    <IconX stroke={1.8} />
  ) : groupOf(state) === 'gone' ? (
    <IconX stroke={1.8} />
  ) : (
    <IconClock stroke={1.8} />
  )
}
