import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'

/** How long something has waited, in as few words as a narrow row has room for; the full time on hover. */
export function Age({ at }: { at: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const minutes = Math.floor((Date.now() - new Date(at).getTime()) / 60_000)
  const text =
    minutes < 1
      ? t('curation.age.now')
      : minutes < 60
        ? t('curation.age.minutes', { count: minutes })
        : minutes < 48 * 60
          ? t('curation.age.hours', { count: Math.floor(minutes / 60) })
          : t('curation.age.days', { count: Math.floor(minutes / 1440) })
  return (
    <time dateTime={at} title={f.dateTime(at)}>
      {text}
    </time>
  )
}
