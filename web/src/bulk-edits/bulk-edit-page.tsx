import '@mantine/core/styles/Progress.layer.css'
import { NativeSelect, Progress } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkEdit } from '#contracts/bulk-edit'
import { type BulkRowState, bulkRowStates } from '#contracts/bulk-edit-values'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { ProblemState } from '../app/problem-state.tsx'
import { ListSkeleton } from '../channels/list-skeleton.tsx'
import { useFormat } from '../ui/format.ts'
import { Page } from '../ui/page.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import classes from './bulk-edits.module.css'
import { EditActs } from './edit-acts.tsx'
import { EditState } from './edit-state.tsx'
import { RowList } from './row-list.tsx'
import { isBusy, useBulkEdit } from './use-bulk-edits.ts'

/** One bulk edit: its dry run, its progress, its outcome, and the way back. */
export function BulkEditPage() {
  const { t } = useTranslation()
  const me = useMe()
  const { id } = useParams({ from: '/shell/sua-hang-loat/$id' })
  const query = useBulkEdit(id)
  usePageTitle(t('bulkEdits.title'), me.hub.name)
  return (
    <Page>
      {query.isPending && <ListSkeleton />}
      {query.isError && !query.data && <ProblemState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Standing edit={query.data} />}
    </Page>
  )
}

function Standing({ edit }: { edit: BulkEdit }) {
  const { t } = useTranslation()
  const [state, setState] = useState<BulkRowState | ''>('')
  const present = bulkRowStates.filter(each => edit.counts[each] > 0)
  const shown = state !== '' && present.includes(state) ? state : ''
  return (
    <>
      <PageHeader title={t('bulkEdits.title')}>
        {edit.fileName ?? t(`bulkEdits.source.${edit.source}`)} · {t('bulkEdits.items', { count: edit.total })}{' '}
        <EditState state={edit.state} />
      </PageHeader>
      <Advance edit={edit} />
      <Until edit={edit} />
      {edit.unknownColumns.length > 0 && (
        <p className="dim small">{t('bulkEdits.unknownColumns', { names: edit.unknownColumns.join(', ') })}</p>
      )}
      <EditActs edit={edit} />
      <section className={classes.section} aria-labelledby="bulk-rows">
        <h2 id="bulk-rows">{t('bulkEdits.rows')}</h2>
        <NativeSelect
          label={t('bulkEdits.show')}
          className={classes.show}
          value={shown}
          onChange={event => setState(event.currentTarget.value as BulkRowState | '')}
          data={[
            { value: '', label: `${t('bulkEdits.all')} (${edit.total})` },
            ...present.map(each => ({ value: each, label: `${t(`bulkEdits.row.${each}`)} (${edit.counts[each]})` })),
          ]}
        />
        <RowList key={shown} id={edit.id} state={shown || undefined} step={edit.state} />
      </section>
    </>
  )
}

function Advance({ edit }: { edit: BulkEdit }) {
  const { t } = useTranslation()
  if (!isBusy(edit.state)) return null
  const { waiting, ready, done } = edit.counts
  const left = { checking: waiting, running: ready, undoing: done }[edit.state as 'checking' | 'running' | 'undoing']
  const said = t('bulkEdits.progress', { done: edit.total - left, total: edit.total })
  return (
    <div className={classes.advance}>
      <Progress value={(100 * (edit.total - left)) / Math.max(1, edit.total)} aria-label={said} />
      <p className="dim small">{said}</p>
    </div>
  )
}

function Until({ edit }: { edit: BulkEdit }) {
  const { t } = useTranslation()
  const f = useFormat()
  if (edit.state === 'ready')
    return <p className="dim small">{t('bulkEdits.expires', { at: f.dateTime(edit.expiresAt) })}</p>
  if (edit.state !== 'done' && edit.state !== 'cancelled') return null
  const text = edit.undoUntil ? t('bulkEdits.undoUntil', { at: f.dateTime(edit.undoUntil) }) : t('bulkEdits.noUndo')
  return <p className="dim small">{text}</p>
}
