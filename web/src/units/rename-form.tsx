import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitHistory } from '#contracts/unit-history'
import { FieldLabel } from '../articles/field-label.tsx'
import { DateField } from '../ui/date-field.tsx'
import { ChangeForm } from './change-form.tsx'
import { NamingFields, noNaming, sentNaming } from './naming-fields.tsx'
import type { UnitChange } from './use-units.ts'

export function RenameForm({ unit, onClose }: { unit: UnitHistory; onClose: () => void }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState({ ...noNaming, from: '', basis: '' })
  const set = (patch: Partial<typeof draft>) => setDraft(old => ({ ...old, ...patch }))
  const naming = sentNaming(draft)
  const basis = draft.basis.trim()
  const whole = naming.name !== '' && naming.shortName !== '' && draft.from !== '' && basis !== ''
  const change: UnitChange = { act: 'rename', code: unit.code, body: { ...naming, from: draft.from, basis } }
  return (
    <ChangeForm
      title={t('units.form.renameTitle', { name: unit.shortName })}
      change={whole ? change : null}
      onClose={onClose}
    >
      <NamingFields value={draft} set={set} />
      <DateField
        label={<FieldLabel need="required">{t('units.form.from')}</FieldLabel>}
        value={draft.from}
        onChange={from => set({ from })}
      />
      <TextInput
        label={<FieldLabel need="required">{t('units.form.basis')}</FieldLabel>}
        value={draft.basis}
        maxLength={500}
        onChange={event => set({ basis: event.currentTarget.value })}
      />
    </ChangeForm>
  )
}
