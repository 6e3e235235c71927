import { useTranslation } from 'react-i18next'
import type { BulkField, BulkValue } from '#contracts/bulk-edit-values'
import type { Visibility } from '#contracts/values'
import { useTermChoices } from '../assets/use-term-names.ts'
import { useFormat } from '../ui/format.ts'

/** A field's value as people read it: names for codes, dates as dd/mm/yyyy. */
export function useShownValue(): (field: BulkField, value: BulkValue) => string {
  const { t } = useTranslation()
  const f = useFormat()
  const lists: Partial<Record<BulkField, { value: string; label: string }[]>> = {
    topics: useTermChoices('topic'),
    places: useTermChoices('place'),
    audiences: useTermChoices('audience'),
    pillars: useTermChoices('pillar'),
    themes: useTermChoices('theme'),
    rights: useTermChoices('rights', 'uri'),
  }
  return (field, value) => {
    const name = (code: string) => lists[field]?.find(term => term.value === code)?.label ?? code
    if (value === null || value === '') return t('bulkEdits.empty')
    if (typeof value === 'boolean') return t(value ? 'bulkEdits.yes' : 'bulkEdits.no')
    if (Array.isArray(value)) return value.length > 0 ? value.map(name).join('; ') : t('bulkEdits.empty')
    if (field === 'embargoUntil') return f.dateTime(value)
    if (field === 'date' || field === 'validFrom' || field === 'validUntil') return f.date(value)
    if (field === 'visibility') return t(`app.visibility.${value as Visibility}`)
    if (field === 'language') return t(`app.languageName.${value as 'vi'}`)
    return name(value)
  }
}
