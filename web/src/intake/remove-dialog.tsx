import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../articles/dialog.tsx'
import { Trouble } from './trouble.tsx'

type Props = {
  title: string
  text: string
  busy: boolean
  error: Error | null
  onRemove: () => void
  onClose: () => void
}

/** Asks once, with the consequence named. */
export function RemoveDialog({ title, text, busy, error, onRemove, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog title={title} onClose={onClose}>
      <Stack gap={16}>
        <p>{text}</p>
        <Trouble error={error} />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('ui.close')}
          </Button>
          <Button color="red" loading={busy} onClick={onRemove}>
            {title}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
