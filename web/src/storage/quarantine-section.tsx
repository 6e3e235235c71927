import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ProblemState } from '../app/problem-state.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import classes from './storage-tab.module.css'
import { type Quarantined, useQuarantine } from './use-quarantine.ts'

const PurgeModal = lazy(async () => ({ default: (await import('./purge-modal.tsx')).PurgeModal }))

/** Files in which malware was found: whose, what, and letting go of them for good. */
export function QuarantineSection() {
  const { t } = useTranslation()
  const query = useQuarantine()
  const [open, setOpen] = useState<Quarantined | null>(null)
  return (
    <section aria-label={t('storage.quarantine.title')}>
      <h2 className={classes.head}>{t('storage.quarantine.title')}</h2>
      {query.isPending && <p className="dim">{t('ui.loading')}</p>}
      {query.isError && <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />}
      {query.data?.length === 0 && <p className="dim">{t('storage.quarantine.none')}</p>}
      <ul>
        {query.data?.map(file => (
          <QuarantineRow key={file.id} file={file} onPurge={() => setOpen(file)} />
        ))}
      </ul>
      <Suspense fallback={null}>{open && <PurgeModal file={open} onClose={() => setOpen(null)} />}</Suspense>
    </section>
  )
}

function QuarantineRow({ file, onPurge }: { file: Quarantined; onPurge: () => void }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { asset, version, fileName, found, unit, uploadedBy, at } = file
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p>
          <Link className="link" to="/tu-lieu/$id" params={{ id: asset.id }}>
            {asset.title || t('assets.untitled')}
          </Link>{' '}
          <span className="dim small">· {t('storage.quarantine.version', { name: fileName, number: version })}</span>
        </p>
        <p className="dim small">{[f.dateTime(at), unit, uploadedBy].filter(Boolean).join(' · ')}</p>
      </div>
      <StateBadge tone="error">{found}</StateBadge>
      <Button
        size="xs"
        variant="outline"
        color="red"
        aria-haspopup="dialog"
        aria-label={t('storage.quarantine.purgeOf', { name: fileName })}
        onClick={onPurge}
      >
        {t('storage.quarantine.purge')}
      </Button>
    </li>
  )
}
