import '@mantine/core/styles/Modal.layer.css'
import { Button, Modal, SegmentedControl, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { showToast } from '../ui/toast.ts'
import { NominateChannels } from './nominate-channels.tsx'
import classes from './nominate-modal.module.css'
import { type NominatedItem, NominateOrder } from './nominate-order.tsx'
import { NominatePlan, type PlanWish } from './nominate-plan.tsx'
import { NominateTrouble } from './nominate-trouble.tsx'
import { useChannels } from './use-asset.ts'
import { useNominate } from './use-nominate.ts'

type Props = { items: readonly NominatedItem[]; onClose: () => void; onDone?: () => void }
/** As the hub takes it. */
const mostInPackage = 30

/** Proposes one item, a package or many items apart to the desk: for which channels, until when, why. */
export function NominateModal({ items, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const channels = useChannels()
  const nominate = useNominate()
  const list = channels.data?.channels ?? []
  const [order, setOrder] = useState<readonly NominatedItem[]>(items)
  const [apart, setApart] = useState(items.length > mostInPackage)
  const [picked, setPicked] = useState<readonly string[] | null>(null)
  const [note, setNote] = useState('')
  const [plan, setPlan] = useState<PlanWish>({ due: '', priority: 'normal', campaign: '' })
  const first = list[0]?.code
  const chosen = picked ?? (first ? [first] : [])

  const submit = async () => {
    const results = await nominate.mutateAsync({ items: order, apart, channels: chosen, note, ...plan })
    const sent = results.filter(result => !result.problem).length
    if (sent > 0) void showToast({ message: t('assets.nomination.sent', { count: sent }) })
    if (sent === results.length) {
      onDone?.()
      onClose()
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={items.length > 1 ? 640 : 520}
      title={
        items.length === 1 ? t('assets.nomination.title') : t('assets.nomination.titleMany', { count: items.length })
      }
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      {channels.isPending && <LoadingPage />}
      {channels.error && <ProblemState error={channels.error} onRetry={() => void channels.refetch()} small />}
      {channels.data && list.length === 0 && <p>{t('assets.nomination.noChannel')}</p>}
      {list.length > 0 && (
        <div className={classes.form}>
          {items.length === 1 ? (
            <p className="dim">{items[0]?.title}</p>
          ) : (
            <>
              {items.length <= mostInPackage && (
                <SegmentedControl
                  fullWidth
                  aria-label={t('assets.nomination.how')}
                  value={apart ? 'apart' : 'package'}
                  onChange={value => setApart(value === 'apart')}
                  data={[
                    { value: 'package', label: t('assets.nomination.package') },
                    { value: 'apart', label: t('assets.nomination.apart') },
                  ]}
                />
              )}
              <p className="dim small">{t(apart ? 'assets.nomination.apartHint' : 'assets.nomination.packageHint')}</p>
              {!apart && <NominateOrder items={order} onChange={setOrder} />}
            </>
          )}
          <NominateChannels channels={list} value={chosen} onChange={setPicked} />
          <NominatePlan value={plan} onChange={setPlan} />
          <Textarea
            label={t('assets.nomination.note')}
            description={t('assets.nomination.noteHint')}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
            autosize
            minRows={3}
            maxRows={8}
            maxLength={2000}
          />
          <NominateTrouble results={nominate.data ?? []} />
          <div className={classes.acts}>
            <Button variant="default" onClick={onClose}>
              {t('ui.cancel')}
            </Button>
            <Button loading={nominate.isPending} disabled={chosen.length === 0} onClick={() => void submit()}>
              {t('assets.nomination.send')}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  )
}
