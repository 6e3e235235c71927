import '@mantine/core/styles/Modal.layer.css'
import { Button, Modal, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SavedSearch } from '#contracts/saved-search'
import { useProblem } from '../app/use-problem.ts'
import { ModalFoot } from '../ui/modal-foot.tsx'
import { useChangeSearch } from './use-saved.ts'

export function RenameSearch({ search, onClose }: { search: SavedSearch; onClose: () => void }) {
  const { t } = useTranslation()
  const problem = useProblem()
  const change = useChangeSearch(search.id)
  const [name, setName] = useState(search.name)
  const refusal = change.error ? problem(change.error) : null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() !== '') change.mutate({ name }, { onSuccess: onClose })
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('saved.form.renameTitle')}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap={16}>
          <TextInput
            label={t('saved.form.name')}
            data-autofocus
            maxLength={120}
            value={name}
            error={name.trim() === '' && t('saved.form.emptyName')}
            onChange={event => setName(event.currentTarget.value)}
          />
          <ModalFoot refusal={refusal} onClose={onClose}>
            <Button type="submit" loading={change.isPending}>
              {t('saved.form.save')}
            </Button>
          </ModalFoot>
        </Stack>
      </form>
    </Modal>
  )
}
