import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission } from '../app/problem-state.tsx'
import { FormPanel } from '../articles/form-panel.tsx'
import { emptyDraft, type MetadataDraft } from '../articles/metadata-draft.ts'
import { MetadataForm } from '../articles/metadata-form.tsx'
import { todayInVietnam } from '../articles/today.ts'
import { PageHeader } from '../ui/page-header.tsx'
import { showToast } from '../ui/toast.ts'
import { BatchFooter } from './batch-footer.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { DropCurtain, EmptyDrop } from './drop-zone.tsx'
import { FileButtons } from './file-buttons.tsx'
import { Afterwards, HeadActs } from './list-acts.tsx'
import { ListNotices, shownItems } from './list-notices.tsx'
import { OwnPanel } from './own-panel.tsx'
import { totals } from './queue-totals.ts'
import { QuotaLine } from './quota-line.tsx'
import { offReason } from './send-readiness.ts'
import { UploadList } from './upload-list.tsx'
import classes from './upload-page.module.css'
import type { Queue } from './upload-queue.ts'
import { addFiles, dispatch } from './upload-store.ts'
import { useFollowed } from './use-followed.ts'
import { useReadFiles } from './use-read-files.ts'
import { useUnfinished, useUploadQueue } from './use-upload-queue.ts'
import { ZipSection, ZipsUnderWay } from './zip-section.tsx'

export function UploadPage() {
  const { t } = useTranslation()
  const me = useMe()
  usePageTitle(t('uploads.title'))
  return me.may.upload ? (
    <Uploads personId={me.id} units={me.uploadUnits.map(unit => unit.code)} />
  ) : (
    <NoPermission who="uploaders" />
  )
}

function Uploads({ personId, units }: { personId: string; units: string[] }) {
  const { t } = useTranslation()
  const unfinished = useUnfinished(personId)
  const queue = useUploadQueue()
  useFollowed(queue)
  useReadFiles(queue)
  const all = totals(queue)
  const [draft, setDraft] = useState<MetadataDraft>(() =>
    emptyDraft(todayInVietnam(new Date()), units.length === 1 ? (units[0] ?? '') : ''),
  )
  const own = useOwnId()
  const take = useTake()
  const off = offReason(queue, draft, units.length > 1)
  return (
    <div className={classes.page}>
      <DropCurtain
        onFiles={take}
        onFailure={() => void showToast({ message: t('uploads.unreadable'), tone: 'error' })}
      />
      <section className={classes.list}>
        <PageHeader
          title={t('uploads.title')}
          actions={queue.items.length > 0 && <HeadActs queue={queue} all={all} onFiles={take} />}
        />
        {all.files > 0 && <BatchProgress all={all} />}
        {queue.items.length > 0 && <ZipsUnderWay personId={personId} />}
        {unfinished.failed && <p className={classes.notice}>{t('uploads.unfinishedUnknown')}</p>}
        <FilesOrDrop queue={queue} all={all} onFiles={take} onOwn={own.open} />
        <ZipSection personId={personId} />
      </section>
      <FormPanel
        id="thong-tin-lo"
        title={t('uploads.form.title')}
        hint={
          <>
            {all.staged > 0 ? t('uploads.form.applies', { count: all.staged }) : t('uploads.form.appliesNone')}{' '}
            {t('uploads.form.legend')}
          </>
        }
        footer={
          <>
            {all.staged > 0 && <QuotaLine unit={draft.unit} batch={{ bytes: all.stagedBytes, files: all.staged }} />}
            <BatchFooter
              all={all}
              off={off}
              draft={draft}
              onSend={() => dispatch({ type: 'released', batch: draft })}
            />
          </>
        }
      >
        <MetadataForm draft={draft} onChange={patch => setDraft(old => ({ ...old, ...patch }))} />
      </FormPanel>
      <OwnOf queue={queue} id={own.id} batch={draft} onShow={own.show} onClose={own.close} />
    </div>
  )
}

type FilesProps = {
  queue: Queue
  all: ReturnType<typeof totals>
  onFiles: (files: File[]) => void
  onOwn: (id: string) => void
}

function FilesOrDrop({ queue, all, onFiles, onOwn }: FilesProps) {
  const [only, setOnly] = useState(false)
  if (queue.items.length === 0)
    return (
      <EmptyDrop>
        <FileButtons primary onFiles={onFiles} />
      </EmptyDrop>
    )
  return (
    <>
      <ListNotices all={all} count={queue.items.length} only={only} onOnly={setOnly} />
      <UploadList items={shownItems(queue.items, only)} onOwn={onOwn} onFiles={onFiles} />
      <Afterwards all={all} />
    </>
  )
}

/** Whose own words are open. The button that opened them has the focus again when they close. */
function useOwnId() {
  const [id, setId] = useState<string | null>(null)
  const opener = useRef<Element | null>(null)
  const open = useCallback((wanted: string) => {
    opener.current = document.activeElement
    setId(wanted)
  }, [])
  const close = useCallback(() => {
    setId(null)
    // After the drawer has let go of it.
    setTimeout(() => opener.current instanceof HTMLElement && opener.current.focus())
  }, [])
  return { id, open, show: setId, close }
}

type OwnProps = {
  queue: Queue
  id: string | null
  batch: MetadataDraft
  onShow: (id: string) => void
  onClose: () => void
}

function OwnOf({ queue, id, batch, onShow, onClose }: OwnProps) {
  const staged = queue.items.filter(item => item.state === 'staged' && !item.unpack)
  const at = staged.findIndex(item => item.id === id)
  const item = staged[at]
  // Sent off meanwhile, by another window of the form: there is nothing to change any more.
  const gone = id !== null && !item
  useEffect(() => {
    if (gone) onClose()
  }, [gone, onClose])
  if (!item) return null
  const near = { before: staged[at - 1]?.id ?? null, after: staged[at + 1]?.id ?? null }
  return <OwnPanel item={item} batch={batch} near={near} onShow={onShow} onClose={onClose} />
}

function useTake() {
  const { t } = useTranslation()
  return useCallback(
    (files: File[]) => {
      const { known, resumed } = addFiles(files)
      if (resumed > 0) void showToast({ message: t('uploads.resumedFiles', { count: resumed }) })
      else if (known > 0) void showToast({ message: t('uploads.known', { count: known }) })
    },
    [t],
  )
}
