import { useTranslation } from 'react-i18next'
import { useFormat } from '../ui/format.ts'
import classes from './upload-page.module.css'
import { quotaAfter, useQuota } from './use-quota.ts'

type Props = { unit: string; batch: { bytes: number; files: number } }

/** What the unit has used, and whether this batch still fits, before a byte is sent. Nothing where the hub sets no limit. */
export function QuotaLine({ unit, batch }: Props) {
  const { t } = useTranslation()
  const f = useFormat()
  const quota = useQuota(unit)
  if (!quota) return null
  const { over, limited } = quotaAfter(quota, batch)
  if (!limited) return null
  const parts = [
    quota.maxBytes !== null && t('uploads.quota.bytes', { used: f.bytes(quota.bytes), most: f.bytes(quota.maxBytes) }),
    quota.maxFiles !== null &&
      t('uploads.quota.files', { used: f.number(quota.files, 0), most: f.number(quota.maxFiles, 0) }),
  ].filter(part => part !== false)
  return (
    <p className={classes.quota} data-over={over !== null || undefined} role={over ? 'alert' : undefined}>
      {t('uploads.quota.used', { parts: parts.join('; ') })} {over && <b>{t(`uploads.quota.over.${over}`)}</b>}
    </p>
  )
}
