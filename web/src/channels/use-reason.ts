import i18next from 'i18next'
import { useTranslation } from 'react-i18next'

/**
 * Why something did not go, as a person reads it. The hub's own sentence says more and is Vietnamese; in English the problem's name
 * is put into words, and what has none is said as it came.
 */
export function useReason(): (problem: string | null, text: string | null) => string {
  const { t, i18n } = useTranslation()
  return (problem, text) => {
    if (i18n.language === 'vi' && text) return text
    const status = /^http-(\d{3})$/.exec(problem ?? '')?.[1]
    if (status) return t('channels.reason.http', { status })
    const key = `channels.reason.${problem}`
    if (problem && i18next.exists(key)) return t(key as 'channels.reason.timeout')
    return text || problem || t('channels.reason.unknown')
  }
}
