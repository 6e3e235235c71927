import { useTranslation } from 'react-i18next'
import { formatDate } from '../ui/format.ts'

/** `Thứ Hai, 23/11/2026`. */
export function useWeekday(): string {
  const { i18n } = useTranslation()
  const now = new Date()
  const weekday = new Intl.DateTimeFormat(i18n.language === 'en' ? 'en-GB' : 'vi-VN', {
    weekday: 'long',
    timeZone: 'Asia/Ho_Chi_Minh',
  })
  return `${weekday.format(now)}, ${formatDate(now)}`
}
