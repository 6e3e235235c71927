import { IconRotate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import classes from './recall-notice.module.css'
import { useAssetRecall, useOwnRecalls } from './use-ledger.ts'

/** Says on the item's page that it is recalled, and how far that has come; nothing where it is not. */
export function RecallNotice({ assetId }: { assetId: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const me = useMe()
  const recall = useAssetRecall(assetId).data
  if (!recall) return null
  const done = recall.channelsDone === recall.channels
  const reason = reasons.find(each => each === recall.reason)
  return (
    <section className={classes.notice} data-done={done || undefined} aria-label={t('ledger.recalls.title')}>
      <IconRotate size={18} stroke={1.6} aria-hidden="true" />
      <div>
        <p>
          <b>
            {t(recall.kind === 'kill' ? 'ledger.recalls.noticeKill' : 'ledger.recalls.notice', {
              time: f.dateTime(recall.requestedAt),
            })}
          </b>
        </p>
        <p className="small">
          {reason && `${t('ledger.recalls.because', { reason: t(`ledger.recalls.reason.${reason}`) })}. `}
          {recall.channels > 0 &&
            `${t('ledger.recalls.channelsGone', { done: recall.channelsDone, all: recall.channels })}. `}
          {t(recall.kind === 'kill' ? 'ledger.recalls.doNotUseKill' : 'ledger.recalls.doNotUse')}
        </p>
        <OwnPart recallId={recall.id} />
        {me.may.curate && (
          <LinkButton size="xs" variant="default" mt={6} to="/thu-hoi/$id" params={{ id: recall.id }}>
            {t('ledger.recalls.follow')}
          </LinkButton>
        )}
      </div>
    </section>
  )
}

const reasons = ['rights', 'error', 'personal-data', 'legal', 'expired', 'superseded'] as const

/** What is asked of this reader, who took or used it; nothing to those who did not. */
function OwnPart({ recallId }: { recallId: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const own = useOwnRecalls().data?.find(each => each.id === recallId)
  if (!own) return null
  if (own.acknowledgedAt)
    return <p className="small">{t('ledger.recalls.youConfirmed', { time: f.dateTime(own.acknowledgedAt) })}</p>
  return (
    <>
      <p className="small">{t('ledger.recalls.youTook', { downloads: own.downloads, reuses: own.reuses })}</p>
      <LinkButton size="xs" mt={6} mr={8} to="/thu-hoi/$id" params={{ id: recallId }}>
        {t('ledger.recalls.confirm')}
      </LinkButton>
    </>
  )
}
