import { IconExternalLink, IconShieldCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '#contracts/delivery'
import { useFormat } from '../ui/format.ts'
import { StateBadge, type Tone } from '../ui/state-badge.tsx'
import classes from './receipt-card.module.css'

type Receipt = Delivery['receipts'][number]
const known = ['received', 'in_review', 'published', 'rejected', 'withdrawn'] as const
const tones: Record<(typeof known)[number], Tone> = {
  received: 'accent',
  in_review: 'accent',
  published: 'ok',
  rejected: 'error',
  withdrawn: 'neutral',
}

/** What the portal gave back: the proof that it has the item. */
export function ReceiptCard({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation()
  const f = useFormat()
  const state = known.find(name => name === receipt.state)
  return (
    <article className={classes.card} aria-label={t('channels.receipt.title', { version: receipt.version })}>
      <div className={classes.head}>
        <h2>{t('channels.receipt.title', { version: receipt.version })}</h2>
        <StateBadge tone={state ? tones[state] : 'neutral'}>
          {state ? t(`channels.receipt.state.${state}`) : receipt.state}
        </StateBadge>
      </div>
      <dl className={classes.facts}>
        <div>
          <dt>{t('channels.receipt.number')}</dt>
          <dd className={classes.long}>{receipt.receiptId}</dd>
        </div>
        <div>
          <dt>{t('channels.receipt.at')}</dt>
          <dd>{f.dateTime(receipt.receivedAt)}</dd>
        </div>
        <div>
          <dt>{t('channels.receipt.integrity')}</dt>
          <dd className={classes.match} title={receipt.digest}>
            <IconShieldCheck size={16} stroke={1.6} aria-hidden="true" />
            {t('channels.receipt.matches')}
          </dd>
        </div>
        <div>
          <dt>{t('channels.receipt.address')}</dt>
          <dd>
            {receipt.publicUrl ? (
              <a className="link" href={receipt.publicUrl} target="_blank" rel="noreferrer">
                {t('channels.receipt.open')} <IconExternalLink size={14} stroke={1.6} aria-hidden="true" />
              </a>
            ) : (
              <span className="dim">{t('channels.receipt.noAddress')}</span>
            )}
          </dd>
        </div>
      </dl>
      {receipt.byHand?.note && <p>{receipt.byHand.note}</p>}
      {receipt.byHand?.screenshotUrl && (
        <a className="link" href={receipt.byHand.screenshotUrl} target="_blank" rel="noreferrer">
          {t('channels.byHand.shot')}
        </a>
      )}
      <p className={`${classes.proof} dim small`}>{t('channels.receipt.proof', { sha: receipt.sha256 })}</p>
    </article>
  )
}
