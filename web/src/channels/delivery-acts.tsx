import { Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowsLeftRight, IconRefresh, IconX } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '#contracts/delivery'
import { useMe } from '../app/me.ts'
import { useProblem } from '../app/use-problem.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { showToast } from '../ui/toast.ts'
import { mayCancel, mayRecall, mayRetry, wantsApproval } from './delivery-groups.ts'
import classes from './delivery-row.module.css'
import { useCancelDelivery, useRetryDelivery } from './use-deliveries.ts'

const ExchangesModal = lazy(() => import('./exchanges-modal.tsx').then(file => ({ default: file.ExchangesModal })))
type Props = { delivery: Delivery; onRecall: (delivery: Delivery) => void }

/** What may be done with a delivery; for who is not staff only the way to the item. */
export function DeliveryActs({ delivery, onRecall }: Props) {
  const { t } = useTranslation()
  const me = useMe()
  const [wire, setWire] = useState(false)
  return (
    <div className={classes.acts}>
      {me.may.curate && <Sending delivery={delivery} />}
      <LinkButton size="xs" variant="default" to="/tu-lieu/$id" params={{ id: delivery.asset.id }}>
        {t('channels.act.openAsset')}
      </LinkButton>
      {me.may.curate && delivery.tries.length > 0 && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowsLeftRight size={16} stroke={1.6} />}
          onClick={() => setWire(true)}
        >
          {t('channels.wire.open')}
        </Button>
      )}
      {me.may.curate && mayRecall(delivery) && (
        <Button
          size="xs"
          variant="outline"
          color="red"
          leftSection={<IconArrowBackUp size={16} stroke={1.6} />}
          onClick={() => onRecall(delivery)}
        >
          {t('channels.act.recall')}
        </Button>
      )}
      <Suspense>{wire && <ExchangesModal delivery={delivery} onClose={() => setWire(false)} />}</Suspense>
    </div>
  )
}

/** Send again, approve first, or give up. */
function Sending({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const retry = useRetryDelivery()
  const cancel = useCancelDelivery()
  const saying = (message: string) => ({
    onSuccess: () => void showToast({ message }),
    onError: (error: Error) => {
      const { title, detail } = problem(error)
      void showToast({ message: `${title}. ${detail}`, tone: 'error' as const })
    },
  })
  return (
    <>
      {mayRetry(delivery) && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconRefresh size={16} stroke={1.6} />}
          loading={retry.isPending}
          onClick={() => retry.mutate(delivery.id, saying(t('channels.retried')))}
        >
          {t('channels.act.retry')}
        </Button>
      )}
      {wantsApproval(delivery) && (
        <LinkButton size="xs" to="/cap-nhat" search={{ asset: delivery.asset.id }}>
          {t('channels.act.approve')}
        </LinkButton>
      )}
      {mayCancel(delivery) && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconX size={16} stroke={1.6} />}
          loading={cancel.isPending}
          onClick={() => cancel.mutate(delivery.id, saying(t('channels.cancelled')))}
        >
          {t('channels.act.cancel')}
        </Button>
      )}
    </>
  )
}
