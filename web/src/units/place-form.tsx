import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewPlaceSuccession } from '#contracts/place-succession'
import { FieldLabel } from '../articles/field-label.tsx'
import { TermField } from '../articles/term-field.tsx'
import { useTermChoices } from '../assets/use-term-names.ts'
import { DateField } from '../ui/date-field.tsx'
import { ChangeForm } from './change-form.tsx'
import type { UnitChange } from './use-units.ts'

const kinds = ['merge', 'split', 'rename', 'transfer'] as const satisfies readonly NewPlaceSuccession['kind'][]

/** Records that places merged, split, were renamed or handed over: who searches by either name finds both. */
export function PlaceForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const places = useTermChoices('place')
  const [draft, setDraft] = useState<NewPlaceSuccession>({ kind: 'merge', from: [], to: [], date: '', basis: '' })
  const set = (patch: Partial<NewPlaceSuccession>) => setDraft(old => ({ ...old, ...patch }))
  const basis = draft.basis.trim()
  const whole = draft.from.length > 0 && draft.to.length > 0 && draft.date !== '' && basis !== ''
  const change: UnitChange = { act: 'place', body: { ...draft, basis } }
  return (
    <ChangeForm title={t('units.places.record')} change={whole ? change : null} onClose={onClose}>
      <Select
        label={t('units.form.change')}
        description={t('units.places.effect')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={kinds.map(kind => ({ value: kind, label: t(`units.successionKind.${kind}`) }))}
        value={draft.kind}
        onChange={kind => kind && set({ kind: kind as NewPlaceSuccession['kind'] })}
        allowDeselect={false}
      />
      <TermField label={t('units.places.from')} options={places} value={draft.from} onChange={from => set({ from })} />
      <TermField label={t('units.places.to')} options={places} value={draft.to} onChange={to => set({ to })} />
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
