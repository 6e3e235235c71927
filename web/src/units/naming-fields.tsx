import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { FieldLabel } from '../articles/field-label.tsx'

export type Naming = { name: string; shortName: string; nameEn: string; symbol: string }
export const noNaming: Naming = { name: '', shortName: '', nameEn: '', symbol: '' }

/** What the API takes: empty is none. */
export function sentNaming({ name, shortName, nameEn, symbol }: Naming) {
  return {
    name: name.trim(),
    shortName: shortName.trim(),
    nameEn: nameEn.trim() || null,
    symbol: symbol.trim() || null,
  }
}

export function NamingFields({ value, set }: { value: Naming; set: (patch: Partial<Naming>) => void }) {
  const { t } = useTranslation()
  const field = (key: keyof Naming, max: number, required: boolean) => (
    <TextInput
      label={required ? <FieldLabel need="required">{t(`units.form.${key}`)}</FieldLabel> : t(`units.form.${key}`)}
      value={value[key]}
      maxLength={max}
      autoComplete="off"
      onChange={event => set({ [key]: event.currentTarget.value })}
    />
  )
  return (
    <>
      {field('name', 200, true)}
      {field('shortName', 60, true)}
      {field('nameEn', 200, false)}
      {field('symbol', 40, false)}
    </>
  )
}
