import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'

/** How long ago, with the full time on hover. */
export function Ago({ at }: { at: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const minutes = Math.floor((Date.now() - new Date(at).getTime()) / 60_000)
  const text =
    minutes < 1
      ? t('ui.ago.now')
      : minutes < 60
        ? t('ui.ago.minutes', { count: minutes })
        : minutes < 48 * 60
          ? t('ui.ago.hours', { count: Math.floor(minutes / 60) })
          : t('ui.ago.days', { count: Math.floor(minutes / 1440) })
  return (
    <time dateTime={at} title={f.dateTime(at)}>
      {text}
    </time>
  )
}
