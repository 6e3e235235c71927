import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StorageAnswer } from '#contracts/storage'
import { useFormat } from '../ui/format.ts'
import classes from './storage-tab.module.css'
import { countUnits, filterUnits, type Unit, type UnitShow, unitShows } from './unit-filter.ts'

const QuotaModal = lazy(async () => ({ default: (await import('./quota-modal.tsx')).QuotaModal }))
// A short list is seen whole.
const many = 8

/** What each unit takes, and what it may take. */
export function UnitTable({ units }: Pick<StorageAnswer, 'units'>) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<Unit | null>(null)
  const [show, setShow] = useState<UnitShow>('all')
  const [typed, setTyped] = useState('')
  const shown = filterUnits(units, show, typed)
  return (
    <>
      {units.length > many && <UnitSearch units={units} show={show} typed={typed} onShow={setShow} onType={setTyped} />}
      <ul aria-label={t('storage.units')} className={classes.units}>
        {shown.map(unit => (
          <UnitRow key={unit.code} unit={unit} onChange={() => setOpen(unit)} />
        ))}
      </ul>
      {shown.length === 0 && (
        <p className="dim" role="status">
          {t('storage.filter.none')}
        </p>
      )}
      <Suspense fallback={null}>{open && <QuotaModal unit={open} onClose={() => setOpen(null)} />}</Suspense>
    </>
  )
}

type SearchProps = {
  units: readonly Unit[]
  show: UnitShow
  typed: string
  onShow: (show: UnitShow) => void
  onType: (typed: string) => void
}

function UnitSearch({ units, show, typed, onShow, onType }: SearchProps) {
  const { t } = useTranslation()
  const f = useFormat()
  return (
    <div className={classes.search}>
      <TextInput
        className={classes.typed}
        aria-label={t('storage.filter.name')}
        placeholder={t('storage.filter.name')}
        leftSection={<IconSearch size={16} stroke={1.6} />}
        value={typed}
        onChange={event => onType(event.currentTarget.value)}
      />
      <fieldset className={classes.shows} aria-label={t('storage.filter.show')}>
        {unitShows.map(each => (
          <Button
            key={each}
            size="compact-sm"
            variant={each === show ? 'filled' : 'default'}
            aria-pressed={each === show}
            onClick={() => onShow(each)}
          >
            {t(`storage.filter.${each}`)} {f.number(countUnits(units, each), 0)}
          </Button>
        ))}
      </fieldset>
    </div>
  )
}

function UnitRow({ unit, onChange }: { unit: Unit; onChange: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { name, files, bytes, quota } = unit
  return (
    <li className={`${classes.row} ${classes.unit}`}>
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
