import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { OwnRecall } from '#contracts/ledger'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './ledger.module.css'
import { useAcknowledge } from './use-ledger.ts'

/** What is asked of somebody who took a recalled item, and the answer. */
export function OwnRecallCard({ recall }: { recall: OwnRecall }) {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const acknowledge = useAcknowledge()
  const [note, setNote] = useState('')
  const send = () =>
    acknowledge.mutate(
      { id: recall.id, note },
      {
        onSuccess: () => void showToast({ message: t('ledger.recalls.thanks') }),
        onError: error => void showToast({ message: problem(error).title, tone: 'error' }),
      },
    )
  const open = !recall.acknowledgedAt && !recall.liftedAt
  return (
    <article className={classes.card}>
      <b className={classes.name}>{recall.asset.title}</b>
      <span className={classes.line}>
        <StateBadge tone={open ? 'error' : recall.liftedAt ? 'neutral' : 'ok'}>
          {recall.liftedAt
            ? t('ledger.recalls.lifted')
            : recall.acknowledgedAt
              ? t('ledger.recalls.acknowledged', { time: f.dateTime(recall.acknowledgedAt) })
              : t('ledger.recalls.waiting')}
        </StateBadge>
        <span>{t('ledger.recalls.because', { reason: t(`ledger.recalls.reason.${recall.reason}`) })}</span>
      </span>
      <span className="dim small">
        {t('ledger.recalls.taken', { downloads: recall.downloads, reuses: recall.reuses })}
      </span>
      {open && (
        <div className={classes.line}>
          <TextInput
            aria-label={t('ledger.recalls.note')}
            placeholder={t('ledger.recalls.note')}
            value={note}
            maxLength={500}
            onChange={event => setNote(event.currentTarget.value)}
          />
          <Button loading={acknowledge.isPending} onClick={send}>
            {t('ledger.recalls.acknowledge')}
          </Button>
        </div>
      )}
    </article>
  )
}
