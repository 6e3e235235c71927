import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import type { UpdateDifference } from '#contracts/channel-admin'
import { useTermChoices, useTermNames } from '../assets/use-term-names.ts'
import { useFormat } from '../ui/format.ts'

type Value = UpdateDifference['channels'][number]['changes'][number]['after']
const schemes = { topics: 'topic', places: 'place', audiences: 'audience', pillars: 'pillar', themes: 'theme' } as const
const wordsOf: Record<string, string> = {
  visibility: 'app.visibility',
  rightsTerritory: 'assets.territory',
  rightsMedia: 'assets.medium',
  rightsPurposes: 'assets.purpose',
  language: 'app.language',
}

/** A member of an item as a person reads it: codes as their names, dates as dates. */
export function useFieldValue(): (field: string, value: Value) => string {
  const { t } = useTranslation()
  const f = useFormat()
  const termName = useTermNames()
  const statements = useTermChoices('rights', 'uri')
  const word = (field: string, code: string) => {
    const key = `${wordsOf[field]}.${code}`
    return wordsOf[field] && i18next.exists(key) ? t(key as 'ui.retry') : code
  }
  return (field, value) => {
    if (value === null || value === '') return ''
    if (typeof value === 'boolean') return t(value ? 'channels.admin.yes' : 'channels.admin.no')
    if (field === 'version') return t('channels.version', { version: Number(value) })
    const scheme = schemes[field as keyof typeof schemes]
    if (Array.isArray(value))
      return value.map(each => (scheme ? termName(scheme, String(each)) : word(field, String(each)))).join(', ')
    if (typeof value !== 'string') return JSON.stringify(value)
    if (field === 'rightsStatement') return statements.find(each => each.value === value)?.label ?? value
    if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(value)) return field === 'embargoUntil' ? f.dateTime(value) : f.date(value)
    return word(field, value)
  }
}

const fields = [
  ...['title', 'description', 'creator', 'date', 'language', 'tags', 'topics', 'places', 'audiences', 'credit'],
  ...[
    'altText',
    'visibility',
    'version',
    'embargoUntil',
    'rightsStatement',
    'rightsHolder',
    'rightsGrant',
    'usageTerms',
  ],
  ...['rightsTerritory', 'rightsMedia', 'rightsPurposes', 'rightsFrom', 'rightsUntil', 'personalData', 'machineMade'],
]

/** What a member is called; what was said of consent is one thing for the eye. */
export function useFieldName(): (field: string) => string {
  const { t } = useTranslation()
  return field => {
    if (field.startsWith('consent')) return t('channels.update.field.consent')
    return fields.includes(field) ? t(`channels.update.field.${field as 'title'}`) : field
  }
}
