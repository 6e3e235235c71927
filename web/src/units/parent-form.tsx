import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnitHistory } from '#contracts/unit-history'
import { FieldLabel } from '../articles/field-label.tsx'
import { byWords } from '../articles/term-field.tsx'
import { DateField } from '../ui/date-field.tsx'
import { ChangeForm } from './change-form.tsx'
import { type UnitChange, useUnitHistory } from './use-units.ts'

const none = '-'

/** Puts a unit under another, or under none, from a day on. */
export function ParentForm({ unit, onClose }: { unit: UnitHistory; onClose: () => void }) {
  const { t } = useTranslation()
  const units = useUnitHistory().data?.units ?? []
  const [draft, setDraft] = useState({ parent: '', from: '', basis: '' })
  const set = (patch: Partial<typeof draft>) => setDraft(old => ({ ...old, ...patch }))
  const basis = draft.basis.trim()
  const whole = draft.parent !== '' && draft.from !== '' && basis !== ''
  const parent = draft.parent === none ? null : draft.parent
  const change: UnitChange = { act: 'parent', code: unit.code, body: { parent, from: draft.from, basis } }
  return (
    <ChangeForm
      title={t('units.form.parentTitle', { name: unit.shortName })}
      change={whole ? change : null}
      onClose={onClose}
    >
      <Select
        label={<FieldLabel need="required">{t('units.form.parent')}</FieldLabel>}
        data={[
          { value: none, label: t('units.form.noParent') },
          ...units
            .filter(each => each.code !== unit.code && !each.endedOn)
            .map(each => ({ value: each.code, label: each.name })),
        ]}
        value={draft.parent || null}
        onChange={value => set({ parent: value ?? '' })}
        searchable
        allowDeselect={false}
        filter={byWords}
        nothingFoundMessage={t('articles.form.nothing')}
        data-autofocus
      />
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
