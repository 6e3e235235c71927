import { IconRotate } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'
import { useFormat } from '../ui/format.ts'
import { LinkButton } from '../ui/link-button.tsx'
import classes from './recall-notice.module.css'
import { useAssetRecall } from './use-ledger.ts'

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
          {t('ledger.recalls.doNotUse')}
        </p>
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
