import { TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitHistory } from '#contracts/unit-history'
import { FieldLabel } from '../articles/field-label.tsx'
import { DateField } from '../ui/date-field.tsx'
import { ChangeForm } from './change-form.tsx'
import type { UnitChange } from './use-units.ts'

/** Ends a unit that nobody succeeds, and says what that means for its people and items. */
export function EndingForm({ unit, onClose }: { unit: UnitHistory; onClose: () => void }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState({ lastDay: '', basis: '' })
  const set = (patch: Partial<typeof draft>) => setDraft(old => ({ ...old, ...patch }))
  const basis = draft.basis.trim()
  const whole = draft.lastDay !== '' && basis !== ''
  const change: UnitChange = { act: 'end', code: unit.code, body: { lastDay: draft.lastDay, basis } }
  return (
    <ChangeForm
      title={t('units.form.endTitle', { name: unit.shortName })}
      act={t('units.form.endAct')}
      danger
      change={whole ? change : null}
      onClose={onClose}
    >
      <p>{t('units.form.endText')}</p>
      <DateField
        label={<FieldLabel need="required">{t('units.form.lastDay')}</FieldLabel>}
        value={draft.lastDay}
        onChange={lastDay => set({ lastDay })}
        data-autofocus
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
