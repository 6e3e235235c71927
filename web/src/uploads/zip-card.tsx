import { Button } from '@mantine/core'
import { IconAlertCircle, IconChevronDown, IconCircleCheck, IconFileZip, IconLoader2 } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ZipUpload } from '#contracts/zip-upload'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { FileName } from './file-name.tsx'
import { isUnderWay } from './use-zips.ts'
import classes from './zip-section.module.css'

const ZipEntries = lazy(async () => ({ default: (await import('./zip-entries.tsx')).ZipEntries }))

/** One ZIP: how far the hub is with it, how many of its files were taken, and on request what became of each. */
export function ZipCard({ zip }: { zip: ZipUpload }) {
  const { t } = useTranslation()
  const f = useFormat()
  const [open, setOpen] = useState(false)
  const { waiting, done, refused } = zip.counts
  const files = waiting + done + refused
  return (
    <li className={classes.card} data-state={zip.state}>
      <div className={classes.row}>
        <span className={classes.sign} aria-hidden="true">
          <IconFileZip size={20} stroke={1.6} />
        </span>
        <div className={classes.words}>
          <FileName name={zip.fileName} />
          <ZipState zip={zip} />
          <p className="dim small">
            {f.bytes(zip.size)} · {t('uploads.zip.sentAt', { at: f.dateTime(zip.createdAt) })}
          </p>
        </div>
        {files > 0 && (
          <Button
            className={classes.toggle}
            size="xs"
            variant="default"
            aria-expanded={open}
            aria-label={t('uploads.zip.filesOf', { count: files, name: zip.fileName })}
            rightSection={<IconChevronDown size={16} stroke={1.6} data-open={open || undefined} />}
            onClick={() => setOpen(!open)}
          >
            {t('uploads.zip.files', { count: files })}
          </Button>
        )}
      </div>
      {zip.state === 'unpacking' && files > 0 && <Bar zip={zip} done={done + refused} files={files} />}
      {open && (
        <Suspense fallback={<ListSkeleton rows={3} />}>
          <ZipEntries zip={zip} />
        </Suspense>
      )}
    </li>
  )
}

function ZipState({ zip }: { zip: ZipUpload }) {
  const text = useZipText(zip)
  const Icon = isUnderWay(zip) ? IconLoader2 : zip.state === 'refused' ? IconAlertCircle : IconCircleCheck
  const none = zip.state === 'done' && zip.counts.done === 0
  return (
    <p className={classes.state} data-state={none ? 'refused' : zip.state} role="status">
      {none ? (
        <IconAlertCircle size={16} stroke={1.6} aria-hidden="true" />
      ) : (
        <Icon size={16} stroke={1.6} aria-hidden="true" />
      )}
      <span>{text}</span>
    </p>
  )
}

function useZipText({ state, counts, problem }: ZipUpload): string {
  const { t, i18n } = useTranslation()
  const { waiting, done, refused, duplicates } = counts
  if (state === 'waiting') return t('uploads.zip.waiting')
  if (state === 'refused') {
    const key = problem?.key ?? 'unknown'
    const known = i18n.exists(`app.problem.${key}.title`) ? (key as 'unknown') : 'unknown'
    return `${t(`app.problem.${known}.title`)}. ${problem?.detail ?? t(`app.problem.${known}.act`)}`
  }
  const parts = [
    (done > 0 || state === 'done') && t('uploads.zip.done', { count: done }),
    duplicates > 0 && t('uploads.zip.duplicates', { count: duplicates }),
    refused > duplicates && t('uploads.zip.refused', { count: refused - duplicates }),
  ].filter(part => part !== false)
  const now =
    state === 'unpacking' ? [t('uploads.zip.unpacking', { now: done + refused, files: waiting + done + refused })] : []
  return [...now, ...(parts.length > 0 ? [parts.join(', ')] : [])].join(' · ')
}

function Bar({ zip, done, files }: { zip: ZipUpload; done: number; files: number }) {
  const { t } = useTranslation()
  const percent = Math.floor((done * 100) / files)
  return (
    <span
      className={classes.bar}
      role="progressbar"
      aria-label={t('uploads.zip.progress', { name: zip.fileName })}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={{ transform: `scaleX(${percent / 100})` }} />
    </span>
  )
}
