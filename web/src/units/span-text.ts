import { useTranslation } from 'react-i18next'
import { formatDate } from '../ui/format.ts'

type Span = { validFrom: string | null; validTo: string | null }

/** Says a span of days: from, until, both, or `until now`. */
export function useSpanText(): (span: Span) => string {
  const { t } = useTranslation()
  return ({ validFrom, validTo }) => {
    if (validFrom && validTo) return t('units.between', { from: formatDate(validFrom), to: formatDate(validTo) })
    if (validFrom) return t('units.since', { date: formatDate(validFrom) })
    return validTo ? t('units.until', { date: formatDate(validTo) }) : t('units.always')
  }
}
