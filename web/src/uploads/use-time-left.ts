import { useTranslation } from 'react-i18next'

/** Seconds as people say them: nobody plans by "3 minutes 17 seconds". */
export function useTimeLeft(): (seconds: number) => string {
  const { t } = useTranslation()
  return seconds => {
    if (seconds < 60) return t('uploads.left.seconds', { count: Math.max(5, Math.ceil(seconds / 5) * 5) })
    if (seconds < 3600) return t('uploads.left.minutes', { count: Math.ceil(seconds / 60) })
    return t('uploads.left.hours', { count: Math.ceil(seconds / 3600) })
  }
}
