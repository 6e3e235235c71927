import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { BulkEditRow } from '#contracts/bulk-edit'
import type { BulkField } from '#contracts/bulk-edit-values'

type Problem = NonNullable<BulkEditRow['problem']>

/** Why a row was not changed, as a sentence; fields that it names are said by their names. */
export function useWhy(): (problem: Problem) => string {
  const { t } = useTranslation()
  const isField = (name: string): name is BulkField => i18next.exists(`bulkEdits.field.${name}`)
  return ({ key, detail }) => {
    const known = i18next.exists(`bulkEdits.why.${key}`) ? (key as 'value-refused') : 'other'
    const sentence = t(`bulkEdits.why.${known}`)
    if (!detail) return sentence
    const parts = detail.split(', ')
    const said = parts.every(isField) ? parts.map(name => t(`bulkEdits.field.${name as BulkField}`)).join(', ') : detail
    return `${sentence.replace(/\.$/, '')}: ${said}`
  }
}
