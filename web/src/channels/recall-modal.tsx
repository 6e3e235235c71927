import '@mantine/core/styles/Radio.layer.css'
import { Button, Checkbox, Radio, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Delivery, Recall } from '#contracts/delivery'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import { FieldLabel } from '../articles/field-label.tsx'
import { AssetThumb } from '../assets/asset-thumb.tsx'
import { showToast } from '../ui/toast.ts'
import classes from './recall-modal.module.css'
import { useRecall } from './use-deliveries.ts'

const reasons = [
  'rights',
  'personal-data',
  'error',
  'legal',
  'expired',
  'superseded',
] as const satisfies readonly Recall['reason'][]
type Form = { reason: Recall['reason'] | null; kind: Recall['kind']; mediaToo: boolean; public: string }
type Props = { asset: Delivery['asset']; onClose: () => void }

/** Asks before an item is taken down everywhere, and names what that does. */
export function RecallModal({ asset, onClose }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const recall = useRecall()
  const navigate = useNavigate()
  const [form, setForm] = useState<Form>({ reason: null, kind: 'takedown', mediaToo: true, public: '' })
  const set = (patch: Partial<Form>) => setForm(old => ({ ...old, ...patch }))
  const send = () => {
    if (!form.reason) return
    recall.mutate(
      { assetId: asset.id, body: { ...form, reason: form.reason } },
      {
        onSuccess: answer => {
          const count = answer.deliveries.length
          void showToast({ message: count > 0 ? t('channels.recall.done', { count }) : t('channels.recall.doneNone') })
          onClose()
          void navigate({ to: '/thu-hoi/$id', params: { id: answer.recallId } })
        },
      },
    )
  }
  return (
    <Dialog onClose={onClose} size={520} title={t('channels.recall.title', { title: asset.title })}>
      <div className={classes.form}>
        <span className={classes.picture}>
          <AssetThumb asset={asset} />
        </span>
        <Radio.Group
          label={<FieldLabel need="required">{t('channels.recall.reason')}</FieldLabel>}
          value={form.reason}
          onChange={reason => set({ reason: reason as Recall['reason'] })}
        >
          <div className={classes.reasons}>
            {reasons.map(reason => (
              <Radio key={reason} value={reason} label={t(`app.recallReason.${reason}`)} />
            ))}
          </div>
        </Radio.Group>
        <Radio.Group
          label={t('channels.recall.kind')}
          value={form.kind}
          onChange={kind => set({ kind: kind as Recall['kind'] })}
        >
          <div className={classes.kinds}>
            <Radio value="takedown" label={t('channels.recall.takedown')} />
            <Radio value="kill" label={t('channels.recall.kill')} />
          </div>
        </Radio.Group>
        <Checkbox
          label={t('channels.recall.mediaToo')}
          checked={form.mediaToo}
          onChange={event => set({ mediaToo: event.currentTarget.checked })}
        />
        <TextInput
          label={t('channels.recall.publicNote')}
          description={t('channels.recall.publicHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          value={form.public}
          maxLength={500}
          onChange={event => set({ public: event.currentTarget.value })}
        />
        <p className={classes.consequence}>
          <b>{t('channels.recall.willDo')}</b> {t('channels.recall.consequence.pages')}{' '}
          {t(form.mediaToo ? 'channels.recall.consequence.media' : 'channels.recall.consequence.noMedia')}{' '}
          {t(`channels.recall.consequence.${form.kind}`)}
        </p>
        {recall.isError && (
          <p className={classes.error} role="alert">
            <b>{problem(recall.error).title}.</b> {problem(recall.error).detail}
          </p>
        )}
        <div className={classes.acts}>
          {!form.reason && <span className="dim small">{t('channels.recall.off')}</span>}
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('channels.recall.keep')}
          </Button>
          <Button color="red" disabled={!form.reason} loading={recall.isPending} onClick={send}>
            {t(form.kind === 'kill' ? 'channels.recall.doKill' : 'channels.recall.do')}
          </Button>
        </div>
      </div>
    </Dialog>
  )
}
