import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewSuccession, UnitHistory } from '#contracts/unit-history'
import { FieldLabel } from '../articles/field-label.tsx'
import { TermField } from '../articles/term-field.tsx'
import { DateField } from '../ui/date-field.tsx'
import { ChangeForm } from './change-form.tsx'
import type { UnitChange } from './use-units.ts'

const kinds = ['merge', 'split', 'rename', 'transfer'] as const satisfies readonly NewSuccession['kind'][]

export function SuccessionForm({ units, onClose }: { units: UnitHistory[]; onClose: () => void }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState<NewSuccession>({ kind: 'merge', from: [], to: [], date: '', basis: '' })
  const set = (patch: Partial<NewSuccession>) => setDraft(old => ({ ...old, ...patch }))
  const options = units.map(unit => ({ value: unit.code, label: unit.name }))
  const basis = draft.basis.trim()
  const whole = draft.from.length > 0 && draft.to.length > 0 && draft.date !== '' && basis !== ''
  const change: UnitChange = { act: 'succession', body: { ...draft, basis } }
  return (
    <ChangeForm title={t('units.record')} change={whole ? change : null} onClose={onClose}>
      <Select
        label={t('units.form.change')}
        description={t(`units.form.effect.${draft.kind}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={kinds.map(kind => ({ value: kind, label: t(`units.successionKind.${kind}`) }))}
        value={draft.kind}
        onChange={kind => kind && set({ kind: kind as NewSuccession['kind'] })}
        allowDeselect={false}
      />
      <TermField
        label={t('units.form.fromUnits')}
        options={options}
        value={draft.from}
        onChange={from => set({ from })}
      />
      <TermField label={t('units.form.toUnits')} options={options} value={draft.to} onChange={to => set({ to })} />
      <DateField
        label={<FieldLabel need="required">{t('units.form.from')}</FieldLabel>}
        value={draft.date}
        onChange={date => set({ date })}
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
