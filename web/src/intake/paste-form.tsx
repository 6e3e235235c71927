import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RelayItem } from '#contracts/intake-item'
import { useMe } from '../app/me.ts'
import { Dialog } from '../articles/dialog.tsx'
import { Trouble } from './trouble.tsx'
import { UnitField } from './unit-field.tsx'
import { usePasteAddress } from './use-intake.ts'

/** An address of a page; what the hub reads of it is shown before anybody decides. */
export function PasteForm({ onClose, onRead }: { onClose: () => void; onRead: (item: RelayItem) => void }) {
  const { t } = useTranslation()
  const paste = usePasteAddress()
  const [url, setUrl] = useState('')
  const me = useMe()
  const [unit, setUnit] = useState(me.uploadUnits[0]?.code ?? '')
  return (
    <Dialog title={t('intake.inbox.paste')} onClose={onClose}>
      <form
        onSubmit={event => {
          event.preventDefault()
          paste.mutate({ url: url.trim(), unit }, { onSuccess: onRead })
        }}
      >
        <Stack gap={14}>
          <TextInput
            label={t('intake.pasteForm.label')}
            description={t('intake.pasteForm.hint')}
            type="url"
            required
            maxLength={2000}
            data-autofocus
            value={url}
            onChange={event => setUrl(event.currentTarget.value)}
          />
          <UnitField value={unit} onChange={setUnit} />
          <Trouble error={paste.error} />
          <Button type="submit" loading={paste.isPending} disabled={!url.trim()}>
            {t('intake.pasteForm.go')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  )
}
