import { Button } from '@mantine/core'
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageTitle } from '../app/hub-name.ts'
import { useMe } from '../app/me.ts'
import { NoPermission } from '../app/problem-state.tsx'
import { FormPanel } from '../articles/form-panel.tsx'
import { emptyDraft, type MetadataDraft } from '../articles/metadata-draft.ts'
import { MetadataForm } from '../articles/metadata-form.tsx'
import { todayInVietnam } from '../articles/today.ts'
import { LinkButton } from '../ui/link-button.tsx'
import { PageHeader } from '../ui/page-header.tsx'
import { showToast } from '../ui/toast.ts'
import { BatchFooter } from './batch-footer.tsx'
import { BatchProgress } from './batch-progress.tsx'
import { DropCurtain, EmptyDrop } from './drop-zone.tsx'
import { FileButtons } from './file-buttons.tsx'
import { offReason } from './send-readiness.ts'
import classes from './upload-page.module.css'
import { type Queue, type Totals, totals } from './upload-queue.ts'
import { UploadRow } from './upload-row.tsx'
import { addFiles, claimQueue, dispatch } from './upload-store.ts'
import { useProcessing, useUploadQueue } from './use-upload-queue.ts'

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
  const queue = useUploadQueue()
  const all = totals(queue)
  const [draft, setDraft] = useState<MetadataDraft>(() =>
    emptyDraft(todayInVietnam(new Date()), units.length === 1 ? (units[0] ?? '') : ''),
  )
  useEffect(() => claimQueue(personId), [personId])
  useProcessing(queue)
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
        {queue.paused && <p className={classes.paused}>{t('uploads.paused')}</p>}
        {queue.items.length === 0 ? (
          <EmptyDrop>
            <FileButtons primary onFiles={take} />
          </EmptyDrop>
        ) : (
          <>
            <ul className={classes.rows} aria-label={t('uploads.list')}>
              {queue.items.map(item => (
                <UploadRow key={item.id} item={item} />
              ))}
            </ul>
            <Afterwards all={all} />
          </>
        )}
      </section>
      <FormPanel
        id="thong-tin-lo"
        title={t('uploads.form.title')}
        hint={all.staged > 0 ? t('uploads.form.applies', { count: all.staged }) : t('uploads.form.appliesNone')}
        footer={
          <BatchFooter all={all} off={off} draft={draft} onSend={() => dispatch({ type: 'released', batch: draft })} />
        }
      >
        <MetadataForm draft={draft} onChange={patch => setDraft(old => ({ ...old, ...patch }))} />
      </FormPanel>
    </div>
  )
}

function useTake() {
  const { t } = useTranslation()
  return useCallback(
    (files: File[]) => {
      const known = addFiles(files)
      if (known > 0) void showToast({ message: t('uploads.known', { count: known }) })
    },
    [t],
  )
}

function HeadActs({ queue, all, onFiles }: { queue: Queue; all: Totals; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation()
  return (
    <>
      <FileButtons onFiles={onFiles} />
      {(all.active || queue.paused) && (
        <Button
          variant="default"
          leftSection={
            queue.paused ? <IconPlayerPlay size={18} stroke={1.6} /> : <IconPlayerPause size={18} stroke={1.6} />
          }
          onClick={() => dispatch({ type: 'paused', paused: !queue.paused })}
        >
          {t(queue.paused ? 'uploads.resume' : 'uploads.pause')}
        </Button>
      )}
    </>
  )
}

function Afterwards({ all }: { all: Totals }) {
  const { t } = useTranslation()
  if (all.done === 0) return <p className={`${classes.after} dim small`}>{t('uploads.drop.more')}</p>
  return (
    <div className={classes.after}>
      <LinkButton to="/kho" variant="default">
        {t('uploads.toLibrary')}
      </LinkButton>
      <Button variant="subtle" onClick={() => dispatch({ type: 'tidied' })}>
        {t('uploads.tidy')}
      </Button>
    </div>
  )
}
