import { Button, Group, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '#contracts/unit'
import { Refusal } from '../account/refusal.tsx'
import { Dialog } from '../articles/dialog.tsx'
import { showToast } from '../ui/toast.ts'
import { useErasePerson } from './use-people.ts'

/** Asks before a person is erased, and says what goes and what stays. The address is typed: nothing brings it back. */
export function ErasePerson({ person, onClose }: { person: Person; onClose: () => void }) {
  const { t } = useTranslation()
  const erase = useErasePerson()
  const [typed, setTyped] = useState('')
  const send = () =>
    erase.mutate(person.id, {
      onSuccess: () => {
        void showToast({ message: t('operations.people.erase.done') })
        onClose()
      },
    })
  return (
    <Dialog onClose={onClose} size={520} title={t('operations.people.erase.title', { name: person.name })}>
      <Stack gap={14}>
        <p>{t('operations.people.erase.goes')}</p>
        <p>{t('operations.people.erase.stays')}</p>
        <p>
          <b>{t('operations.people.erase.final')}</b>
        </p>
        <Refusal error={erase.error} />
        <TextInput
          label={t('operations.people.erase.type', { email: person.email })}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {t('ui.cancel')}
          </Button>
          <Button
            color="red"
            disabled={typed.trim().toLowerCase() !== person.email}
            loading={erase.isPending}
            onClick={send}
          >
            {t('operations.people.erase.act')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
