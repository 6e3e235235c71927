import { Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NewUnit } from '#contracts/unit-history'
import { FieldLabel } from '../articles/field-label.tsx'
import { DateField } from '../ui/date-field.tsx'
import { ChangeForm } from './change-form.tsx'
import { NamingFields, noNaming, sentNaming } from './naming-fields.tsx'
import type { UnitChange } from './use-units.ts'

const kinds = [
  'department',
  'press',
  'locality',
  'organisation',
  'partner',
] as const satisfies readonly NewUnit['kind'][]

export function UnitForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const [draft, setDraft] = useState({
    ...noNaming,
    code: '',
    kind: 'department' as NewUnit['kind'],
    from: '',
    basis: '',
  })
  const set = (patch: Partial<typeof draft>) => setDraft(old => ({ ...old, ...patch }))
  const naming = sentNaming(draft)
  const whole = /^[a-z0-9][a-z0-9-]{0,63}$/.test(draft.code) && naming.name !== '' && naming.shortName !== ''
  const change: UnitChange = {
    act: 'create',
    body: {
      ...naming,
      code: draft.code,
      kind: draft.kind,
      validFrom: draft.from || null,
      basis: draft.basis.trim() || null,
    },
  }
  return (
    <ChangeForm title={t('units.add')} change={whole ? change : null} onClose={onClose}>
      <TextInput
        label={<FieldLabel need="required">{t('units.form.code')}</FieldLabel>}
        description={t('units.form.codeHint')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        value={draft.code}
        maxLength={64}
        autoComplete="off"
        data-autofocus
        onChange={event => set({ code: event.currentTarget.value })}
      />
      <Select
        label={t('units.form.kind')}
        data={kinds.map(kind => ({ value: kind, label: t(`units.kind.${kind}`) }))}
        value={draft.kind}
        onChange={kind => kind && set({ kind: kind as NewUnit['kind'] })}
        allowDeselect={false}
      />
      <NamingFields value={draft} set={set} />
      <DateField label={t('units.form.from')} value={draft.from} onChange={from => set({ from })} />
      <TextInput
        label={t('units.form.basis')}
        value={draft.basis}
        maxLength={500}
        onChange={event => set({ basis: event.currentTarget.value })}
      />
    </ChangeForm>
  )
}
