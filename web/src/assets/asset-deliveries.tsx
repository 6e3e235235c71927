import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { Delivery, DeliveryState } from '#contracts/delivery'
import type { Nomination } from '#contracts/nomination'
import { ProblemState } from '../app/problem-state.tsx'
import { AssetLiveness } from '../ledger/asset-liveness.tsx'
import { useFormat } from '../ui/format.ts'
import type { Tone } from '../ui/state-badge.tsx'
import classes from './asset-deliveries.module.css'
import { useAssetDeliveries, useAssetNominations } from './use-asset.ts'

const tones: Partial<Record<DeliveryState, Tone>> = {
  published: 'ok',
  received: 'accent',
  in_review: 'accent',
  rejected: 'error',
  dead: 'error',
  retrying: 'warning',
  withdrawing: 'warning',
}

/** Where the asset went and what came back, newest first, with the nominations that led there. */
export function AssetDeliveries({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const deliveries = useAssetDeliveries(asset.id)
  const nominations = useAssetNominations(asset.id)
  if (deliveries.error) {
    return <ProblemState error={deliveries.error} onRetry={() => void deliveries.refetch()} small order={3} />
  }
  if (!deliveries.data) return <p className="dim">{t('ui.loading')}</p>
  const waiting = (nominations.data?.nominations ?? []).filter(nomination => nomination.state !== 'approved')
  const sent = deliveries.data.deliveries
  if (sent.length === 0 && waiting.length === 0) return <p className="dim">{t('assets.deliveries.none')}</p>
  return (
    <>
      <AssetLiveness assetId={asset.id} />
      <ol className={classes.line}>
        {waiting.map(nomination => (
          <NominationEntry key={nomination.id} nomination={nomination} />
        ))}
        {sent.map(delivery => (
          <DeliveryEntry key={delivery.id} delivery={delivery} />
        ))}
      </ol>
      {sent.length > 0 && (
        <Link to="/phat-hanh" className="small">
          {t('assets.deliveries.all')}
        </Link>
      )}
    </>
  )
}

function NominationEntry({ nomination }: { nomination: Nomination }) {
  const { t } = useTranslation()
  const f = useFormat()
  const returned = nomination.state === 'returned'
  return (
    <li className={classes.entry} data-tone={returned ? 'warning' : 'accent'}>
      <b>{t(`assets.nominations.${nomination.state}`, { channel: nomination.channel.name })}</b>
      {returned && nomination.decisionNote && <span>{nomination.decisionNote}</span>}
      <span className="small dim">
        {f.dateTime(nomination.decidedAt ?? nomination.createdAt)} · {nomination.nominatedBy.name}
      </span>
    </li>
  )
}

function DeliveryEntry({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const f = useFormat()
  const receipt = delivery.receipts.at(-1)
  const parts = [
    <span key="at">{f.dateTime(receipt?.receivedAt ?? delivery.updatedAt)}</span>,
    delivery.state === 'retrying' && delivery.nextAt && (
      <span key="next">{t('assets.deliveries.nextAt', { time: f.time(delivery.nextAt) })}</span>
    ),
    receipt && (
      <span key="receipt" title={receipt.receiptId}>
        {t('assets.deliveries.receipt', { id: receipt.receiptId.slice(-8).toUpperCase() })}
      </span>
    ),
    isWebAddress(delivery.publicUrl) && (
      <a key="open" href={delivery.publicUrl} target="_blank" rel="noreferrer" className="link">
        {t('assets.deliveries.open')}
      </a>
    ),
  ].filter(part => part !== false && part !== null && part !== undefined)
  return (
    <li className={classes.entry} data-tone={tones[delivery.state] ?? 'neutral'}>
      <b>
        {t('assets.deliveries.on', { state: t(`app.deliveryState.${delivery.state}`), channel: delivery.channel.name })}
      </b>
      {delivery.problemText && <span>{delivery.problemText}</span>}
      <span className={`small dim ${classes.parts}`}>{parts}</span>
    </li>
  )
}

// The address came from the portal: anything but http(s) is text, never a link.
function isWebAddress(url: string | null): url is string {
  return url !== null && /^https?:\/\//i.test(url)
}
