import { IconChevronDown } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '#contracts/delivery'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { useFormat } from '../ui/format.ts'
import { AttemptList } from './attempt-list.tsx'
import { DeliveryActs } from './delivery-acts.tsx'
import classes from './delivery-row.module.css'
import { DeliveryBadge } from './delivery-state.tsx'
import { HandReceipt } from './hand-receipt.tsx'
import { MemberList } from './member-list.tsx'
import { ReceiptCard } from './receipt-card.tsx'

type Props = { delivery: Delivery; paused: boolean; onRecall: (delivery: Delivery) => void }

export function DeliveryRow({ delivery, paused, onRecall }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <li className={classes.item} data-open={open || undefined}>
      <button
        type="button"
        className={classes.row}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <span className={classes.picture}>
          <AssetThumb asset={delivery.asset} />
        </span>
        <span className={classes.title}>
          <b className={classes.name}>{delivery.asset.title}</b>
          <span className="dim small">
            {t(`channels.op.${delivery.op}`)}, {t('channels.version', { version: delivery.version })}
          </span>
        </span>
        <span className={classes.channel}>{delivery.channel.name}</span>
        <span className={classes.state}>
          <DeliveryBadge delivery={delivery} paused={paused} />
        </span>
        <time className={classes.time} dateTime={delivery.updatedAt}>
          {f.dateTime(delivery.updatedAt)}
        </time>
        <span className={classes.tries}>{t('channels.attempts', { count: delivery.attempts })}</span>
        <IconChevronDown size={18} stroke={1.6} className={classes.chevron} aria-hidden="true" />
      </button>
      <div id={id} hidden={!open} className={classes.more}>
        {open && <Details delivery={delivery} paused={paused} onRecall={onRecall} />}
      </div>
    </li>
  )
}

function Details({ delivery, paused, onRecall }: Props) {
  const { t } = useTranslation()
  const receipts = delivery.receipts.toSorted((one, other) => other.receivedAt.localeCompare(one.receivedAt))
  const [newest, ...older] = receipts
  return (
    <>
      <AttemptList delivery={delivery} paused={paused} />
      <MemberList members={delivery.members} />
      <DeliveryActs delivery={delivery} onRecall={onRecall} />
      <HandReceipt delivery={delivery} />
      {newest && <ReceiptCard receipt={newest} />}
      {older.length > 0 && (
        <details className={classes.older}>
          <summary>{t('channels.receipt.older', { count: older.length })}</summary>
          {older.map(receipt => (
            <ReceiptCard key={receipt.receiptId + receipt.receivedAt} receipt={receipt} />
          ))}
        </details>
      )}
    </>
  )
}
