import '@mantine/core/styles/Modal.layer.css'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Collection } from '#contracts/collection'
import { useProblem } from '../app/use-problem.ts'
import formClasses from '../assets/modal-form.module.css'
import { showToast } from '../ui/toast.ts'
import { useDeleteCollection } from './use-collections.ts'

/** Asks once, and says what goes with the board. */
export function DeleteBoard({ board, onClose }: { board: Collection; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const navigate = useNavigate()
  const remove = useDeleteCollection(board.id)
  const refusal = remove.error ? problem(remove.error) : null
  const done = () => {
    void showToast({ message: t('collections.board.deleted') })
    void navigate({ to: '/bo-suu-tap' })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('collections.board.delete')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <Stack gap={16}>
        <p>{t('collections.board.deleteText', { name: board.name })}</p>
        {refusal && (
          <p className={formClasses.trouble} role="alert">
            <b>{refusal.title}.</b> {refusal.detail}
          </p>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" data-autofocus onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: done })}>
            {t('collections.board.delete')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
