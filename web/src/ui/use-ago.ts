import { useTranslation } from 'react-i18next'

/** How long ago, in the largest unit that fits: `3 giờ trước`. */
export function useAgo(): (instant: string) => string {
  const { t } = useTranslation()
  return instant => {
    const minutes = Math.floor((Date.now() - new Date(instant).getTime()) / 60_000)
    if (minutes < 1) return t('ui.ago.now')
    if (minutes < 60) return t('ui.ago.minutes', { count: minutes })
    if (minutes < 60 * 24) return t('ui.ago.hours', { count: Math.floor(minutes / 60) })
    return t('ui.ago.days', { count: Math.floor(minutes / (60 * 24)) })
  }
}
