import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useProblem } from '../app/use-problem.ts'
import formClasses from '../assets/modal-form.module.css'
import { showToast } from '../ui/toast.ts'
import { type Quarantined, usePurge } from './use-quarantine.ts'

/** Asks once: the file is gone for good, the item stays. */
export function PurgeModal({ file, onClose }: { file: Quarantined; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const purge = usePurge()
  const refusal = purge.error ? problem(purge.error) : null
  const done = () => {
    void showToast({ message: t('storage.quarantine.purged') })
    onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('storage.quarantine.purgeTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={16}>
        <p>{t('storage.quarantine.purgeText', { name: file.fileName, title: file.asset.title })}</p>
        {refusal && (
          <p className={formClasses.trouble} role="alert">
            <b>{refusal.title}.</b> {refusal.detail}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button color="red" loading={purge.isPending} onClick={() => purge.mutate(file.id, { onSuccess: done })}>
            {t('storage.quarantine.purge')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
