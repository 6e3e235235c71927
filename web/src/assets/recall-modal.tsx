import '@mantine/core/styles/Modal.layer.css'
import '@mantine/core/styles/Radio.layer.css'
import { Button, Checkbox, Group, Modal, NativeSelect, Radio, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Recall } from '#contracts/delivery'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import classes from './modal-form.module.css'
import { useRecallAsset } from './use-asset.ts'

const reasons = ['rights', 'error', 'personal-data', 'legal', 'expired', 'superseded'] as const

/** Takes an asset down everywhere, after naming what that does. */
export function RecallModal({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const recall = useRecallAsset(id)
  const [form, setForm] = useState<Recall>({ kind: 'takedown', reason: 'error', public: '', mediaToo: true })
  const submit = async () => {
    const { deliveries } = await recall.mutateAsync(form)
    onClose()
    const count = deliveries.length
    void showToast({
      message: count > 0 ? t('assets.recallForm.done', { count }) : t('assets.recallForm.doneCancelled'),
    })
  }
  const refusal = recall.error ? problem(recall.error) : null
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('assets.recallForm.title')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={16}>
        <p className={classes.warning}>{t('assets.recallForm.text', { title })}</p>
        <Radio.Group
          label={t('assets.recallForm.kind')}
          value={form.kind}
          onChange={kind => setForm({ ...form, kind: kind as Recall['kind'] })}
        >
          <Stack gap={8} mt={6}>
            <Radio value="takedown" label={t('assets.recallForm.takedown')} />
            <Radio value="kill" label={t('assets.recallForm.kill')} />
          </Stack>
        </Radio.Group>
        <NativeSelect
          label={t('assets.recallForm.reason')}
          value={form.reason}
          onChange={event => setForm({ ...form, reason: event.currentTarget.value as Recall['reason'] })}
          data={reasons.map(value => ({ value, label: t(`app.recallReason.${value}`) }))}
        />
        <TextInput
          label={t('assets.recallForm.public')}
          description={t('assets.recallForm.publicHint')}
          maxLength={500}
          value={form.public}
          onChange={event => setForm({ ...form, public: event.currentTarget.value })}
        />
        <Checkbox
          checked={form.mediaToo}
          onChange={event => setForm({ ...form, mediaToo: event.currentTarget.checked })}
          label={t('assets.recallForm.mediaToo')}
        />
        {refusal && (
          <p className={classes.trouble} role="alert">
            <b>{refusal.title}.</b> {refusal.detail}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('ui.cancel')}
          </Button>
          <Button color="red" loading={recall.isPending} onClick={() => void submit().catch(() => undefined)}>
            {t('assets.recallForm.act')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
