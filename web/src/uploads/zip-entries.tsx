import { Button } from '@mantine/core'
import { IconAlertCircle, IconCircleCheck, IconClock, IconCopy } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ZipEntry, ZipUpload } from '#contracts/zip-upload'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { FileName } from './file-name.tsx'
import { type EntryState, useZipEntries } from './use-zips.ts'
import classes from './zip-section.module.css'

/** What became of each file of a ZIP: taken, there already, refused and why. */
export function ZipEntries({ zip }: { zip: ZipUpload }) {
  const { t } = useTranslation()
  const f = useFormat()
  const { waiting, done, refused } = zip.counts
  const [state, setState] = useState<EntryState>(null)
  const query = useZipEntries(zip, state)
  const entries = query.data?.pages.flatMap(page => page.entries) ?? []
  const choices = [
    { value: null, label: t('uploads.zip.filter.all'), count: waiting + done + refused },
    { value: 'done', label: t('uploads.zip.filter.done'), count: done },
    { value: 'refused', label: t('uploads.zip.filter.refused'), count: refused },
  ] as const
  return (
    <div className={classes.report}>
      <fieldset className={classes.filter}>
        <legend className={classes.unseen}>{t('uploads.zip.filter.title')}</legend>
        {choices.map(({ value, label, count }) => (
          <Button
            key={label}
            size="compact-sm"
            variant={state === value ? 'filled' : 'default'}
            aria-pressed={state === value}
            onClick={() => setState(value)}
          >
            {label} {f.number(count, 0)}
          </Button>
        ))}
      </fieldset>
      {query.isPending ? (
        <ListSkeleton rows={3} />
      ) : query.isError && !query.data ? (
        <ProblemState small error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <ul aria-label={t('uploads.zip.list', { name: zip.fileName })}>
          {entries.map(entry => (
            <EntryRow key={entry.number} entry={entry} />
          ))}
        </ul>
      )}
      {query.data && entries.length === 0 && <p className="dim small">{t('uploads.zip.filter.none')}</p>}
      {query.hasNextPage && (
        <Button variant="default" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t('ui.more')}
        </Button>
      )}
    </div>
  )
}

const icons = { waiting: IconClock, done: IconCircleCheck, refused: IconAlertCircle } as const

function EntryRow({ entry }: { entry: ZipEntry }) {
  const f = useFormat()
  const cut = entry.name.lastIndexOf('/')
  const duplicate = entry.problem?.key === 'duplicate'
  const Icon = duplicate ? IconCopy : icons[entry.state]
  return (
    <li className={classes.entry} data-state={duplicate ? 'duplicate' : entry.state}>
      <Icon size={16} stroke={1.6} aria-hidden="true" />
      <span className={classes.words}>
        <FileName name={entry.name.slice(cut + 1)} folder={cut < 0 ? '' : entry.name.slice(0, cut)} />
        <span className={classes.reason}>
          <EntryText entry={entry} />
        </span>
      </span>
      <span className="dim small">{f.bytes(entry.size)}</span>
    </li>
  )
}

function EntryText({ entry }: { entry: ZipEntry }) {
  const { t, i18n } = useTranslation()
  const { state, problem, assetId, title } = entry
  const there = assetId !== null && (
    <Link to="/tu-lieu/$id" params={{ id: assetId }} className="link">
      {title || t('uploads.refusal.duplicate.untitled')}
    </Link>
  )
  if (state === 'waiting') return t('uploads.zip.entry.waiting')
  if (state === 'done')
    return (
      <>
        {t('uploads.zip.entry.done')} {there}
      </>
    )
  if (problem?.key === 'duplicate')
    return (
      <>
        {t(there ? 'uploads.refusal.duplicate.title' : 'uploads.refusal.duplicate.alone')} {there}
      </>
    )
  const key = problem?.key ?? 'unknown'
  const known = i18n.exists(`app.problem.${key}.title`) ? (key as 'unknown') : 'unknown'
  return `${t(`app.problem.${known}.title`)}. ${problem?.detail ?? t(`app.problem.${known}.act`)}`
}
