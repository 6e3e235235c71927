import { useTranslation } from 'react-i18next'
import type { RecallSummary } from '#contracts/ledger'
import { StateBadge } from '../ui/state-badge.tsx'

/** How far a recall has come, in a word. */
export function RecallBadge({ recall }: { recall: RecallSummary }) {
  const { t } = useTranslation()
  const { channels, channelsDone, people, peopleDone } = recall.progress
  if (recall.liftedAt) return <StateBadge>{t('ledger.recalls.lifted')}</StateBadge>
  const done = channels === channelsDone && people === peopleDone
  return (
    <>
      <StateBadge tone={done ? 'ok' : 'warning'}>{t(done ? 'ledger.recalls.done' : 'ledger.recalls.open')}</StateBadge>
      {recall.kind === 'kill' && <StateBadge tone="error">{t('ledger.recalls.kill')}</StateBadge>}
    </>
  )
}
