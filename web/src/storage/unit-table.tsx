import { Button } from '@mantine/core'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageAnswer } from '#contracts/storage'
import { useFormat } from '../ui/format.ts'
import classes from './storage-tab.module.css'

type Unit = StorageAnswer['units'][number]
const QuotaModal = lazy(async () => ({ default: (await import('./quota-modal.tsx')).QuotaModal }))

/** What each unit takes, and what it may take. */
export function UnitTable({ units }: Pick<StorageAnswer, 'units'>) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Unit | null>(null)
  return (
    <>
      <ul aria-label={t('storage.units')}>
        {units.map(unit => (
          <UnitRow key={unit.code} unit={unit} onChange={() => setOpen(unit)} />
        ))}
      </ul>
      <Suspense fallback={null}>{open && <QuotaModal unit={open} onClose={() => setOpen(null)} />}</Suspense>
    </>
  )
}

function UnitRow({ unit, onChange }: { unit: Unit; onChange: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { name, files, bytes, quota } = unit
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p>
          <b>{name}</b>
        </p>
        <p className="dim small">
          {t('storage.used')}: {f.bytes(bytes)} · {t('storage.files', { count: files })}
        </p>
      </div>
      <div className={classes.quota}>
        <QuotaText quota={quota} name={name} />
      </div>
      <Button
        size="xs"
        variant="default"
        aria-haspopup="dialog"
        aria-label={t('storage.quotaForm.openOf', { name })}
        onClick={onChange}
      >
        {t('storage.quotaForm.open')}
      </Button>
    </li>
  )
}

function QuotaText({ quota, name }: { quota: Unit['quota']; name: string }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { bytes, files, maxBytes, maxFiles } = quota
  if (maxBytes === null && maxFiles === null) return <span className="dim small">{t('storage.noQuota')}</span>
  const full = (maxBytes !== null && bytes >= maxBytes) || (maxFiles !== null && files >= maxFiles)
  return (
    <>
      {maxBytes !== null && (
        <>
          <meter
            className={classes.meter}
            aria-label={t('storage.quotaOf', { name })}
            min={0}
            max={Math.max(1, maxBytes)}
            value={bytes}
          />
          <span className="small">{t('storage.quotaBytes', { used: f.bytes(bytes), most: f.bytes(maxBytes) })}</span>
        </>
      )}
      {maxFiles !== null && (
        <span className="small">
          {t('storage.quotaFiles', { used: f.number(files, 0), most: f.number(maxFiles, 0) })}
        </span>
      )}
      {full && <span className={classes.full}>{t('storage.full')}</span>}
    </>
  )
}
