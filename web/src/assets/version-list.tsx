import { Button } from '@mantine/core'
import { IconColumns2, IconDownload, IconReplace } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Asset } from '#contracts/asset'
import type { AssetVersion } from '#contracts/version'
import { ProblemState } from '../app/problem-state.tsx'
import { useFormat } from '../ui/format.ts'
import { StateBadge } from '../ui/state-badge.tsx'
import { useVersions } from './use-versions.ts'
import classes from './version-list.module.css'

const RestoreModal = lazy(async () => ({ default: (await import('./restore-modal.tsx')).RestoreModal }))
const VersionCompare = lazy(async () => ({ default: (await import('./version-compare.tsx')).VersionCompare }))
const ReplaceModal = lazy(async () => ({ default: (await import('./replace-modal.tsx')).ReplaceModal }))

/** Every file that the item has had, for those who may edit it: an older one may hold what was taken out. */
export function VersionList({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  const query = useVersions(asset)
  const [open, setOpen] = useState<AssetVersion | 'replace' | null>(null)
  const [compared, setCompared] = useState<AssetVersion | null>(null)
  const close = () => setOpen(null)
  const now = query.data?.find(({ current }) => current)
  const changeable = asset.life === 'active'
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>{t('assets.versions.title')}</h2>
        {changeable && asset.kind !== 'article' && (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconReplace size={16} stroke={1.6} />}
            onClick={() => setOpen('replace')}
          >
            {t('assets.versions.replace')}
          </Button>
        )}
      </div>
      {query.isPending && <p className="dim">{t('ui.loading')}</p>}
      {query.isError && <ProblemState error={query.error} onRetry={() => void query.refetch()} small order={3} />}
      <ul aria-label={t('assets.versions.title')}>
        {query.data?.map(version => (
          <VersionRow
            key={version.number}
            version={version}
            onCompare={now?.file && !version.current && version.file ? () => setCompared(version) : null}
            onRestore={changeable && version.restorable ? () => setOpen(version) : null}
          />
        ))}
      </ul>
      <Suspense fallback={null}>
        {compared && now && (
          <VersionCompare
            older={compared}
            newer={now}
            audio={asset.kind === 'audio'}
            onClose={() => setCompared(null)}
          />
        )}
        {open === 'replace' && <ReplaceModal asset={asset} onClose={close} />}
        {open !== null && open !== 'replace' && <RestoreModal asset={asset} version={open} onClose={close} />}
      </Suspense>
    </>
  )
}

type RowProps = { version: AssetVersion; onCompare: (() => void) | null; onRestore: (() => void) | null }

function VersionRow({ version, onCompare, onRestore }: RowProps) {
  const { t } = useTranslation()
  const f = useFormat()
  const { number, file, scan, current, createdAt, createdBy } = version
  return (
    <li className={classes.row}>
      <div className={classes.words}>
        <p>
          <b>{t('assets.versions.number', { number })}</b> {file && `· ${file.name} · ${f.bytes(file.size)}`}
          {!file && <span className="dim">· {t('assets.versions.noFile')}</span>}
        </p>
        <p className="dim small">
          {f.dateTime(createdAt)} · {createdBy ?? t('assets.versions.erased')}
        </p>
      </div>
      {current && <StateBadge tone="ok">{t('assets.versions.current')}</StateBadge>}
      {scan === 'infected' && <StateBadge tone="error">{t('assets.versions.infected')}</StateBadge>}
      {scan === 'waiting' && <StateBadge tone="accent">{t('assets.versions.waiting')}</StateBadge>}
      <span className={classes.acts}>
        {file && scan !== 'infected' && scan !== 'waiting' && (
          <Button
            component="a"
            href={file.url}
            download
            size="xs"
            variant="subtle"
            leftSection={<IconDownload size={16} stroke={1.6} />}
            aria-label={t('assets.versions.downloadOf', { number })}
          >
            {t('assets.versions.download')}
          </Button>
        )}
        {onCompare && (
          <Button
            size="xs"
            variant="subtle"
            leftSection={<IconColumns2 size={16} stroke={1.6} />}
            aria-label={t('assets.versions.compareOf', { number })}
            onClick={onCompare}
          >
            {t('assets.versions.compare')}
          </Button>
        )}
        {onRestore && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('assets.versions.restoreOf', { number })}
            onClick={onRestore}
          >
            {t('assets.versions.restore')}
          </Button>
        )}
      </span>
    </li>
  )
}
