import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMe } from '../app/me.ts'

/** The unit that a person writes for who may write for several; nothing where there is no choice. '' is the first. */
export function UnitField({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const { t } = useTranslation()
  const { uploadUnits } = useMe()
  if (uploadUnits.length < 2) return null
  return (
    <NativeSelect
      label={t('intake.unit')}
      value={value}
      data={uploadUnits.map(unit => ({ value: unit.code, label: unit.name }))}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}
