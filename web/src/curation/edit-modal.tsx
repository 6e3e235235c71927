import { Button, Checkbox } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Edits } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import { ApiProblem } from '../app/api.ts'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { Dialog } from '../articles/dialog.tsx'
import classes from './edit-modal.module.css'
import { EditTexts } from './edit-texts.tsx'
import { changedItems, draftOf } from './edits-draft.ts'
import type { DeskActing } from './use-desk-acting.ts'
import { useEdits, useSaveEdits } from './use-edits.ts'

type Props = { nomination: Nomination; assetId?: string | undefined; acting: DeskActing }

/** The words for this channel, in its languages; the originals stay as their unit wrote them. */
export function EditModal({ nomination, assetId, acting }: Props) {
  const { t } = useTranslation()
  const query = useEdits(nomination.id)
  return (
    <Dialog
      onClose={acting.closeDialog}
      size={1080}
      title={t('curation.desk.editTitle', { channel: nomination.channel.name })}
      returnFocus={false}
    >
      {query.isPending && <LoadingPage />}
      {query.isError && <ProblemState small error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && (
        <EditForm
          // A form begins with what is there; a later answer never changes it under the fingers.
          key={query.data.revision}
          {...{ nomination, acting, assetId }}
          edits={query.data}
          onReload={() => void query.refetch()}
        />
      )}
    </Dialog>
  )
}

type FormProps = Props & { edits: Edits; onReload: () => void }

function EditForm({ nomination, assetId, acting, edits, onReload }: FormProps) {
  const { t } = useTranslation()
  const problem = useProblem()
  const save = useSaveEdits(nomination.id)
  const [draft, setDraft] = useState(() => draftOf(edits))
  const [siblings, setSiblings] = useState(false)
  const changed = changedItems(edits, draft)
  const others = nomination.siblings.filter(one => one.state === 'open')
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (changed.length === 0) return acting.closeDialog()
    save.mutate(
      { seen: edits.revision, items: changed, siblings },
      {
        onSuccess: () => {
          acting.closeDialog()
          acting.say(t('curation.desk.editsSaved', { channel: nomination.channel.name }))
        },
      },
    )
  }
  const refusal = save.error instanceof ApiProblem ? save.error.key : null
  return (
    <form className={classes.form} onSubmit={send}>
      <EditTexts edits={edits} draft={draft} onDraft={setDraft} assetId={assetId} />
      {save.isError && (
        <p className={classes.refused} role="alert">
          <b>{problem(save.error).title}.</b> {problem(save.error).detail}{' '}
          {refusal === 'nomination-changed' && (
            <Button size="compact-sm" variant="default" onClick={onReload}>
              {t('curation.desk.loadAgain')}
            </Button>
          )}
        </p>
      )}
      <div className={classes.acts}>
        {others.length > 0 && (
          <Checkbox
            className={classes.siblings}
            label={t('curation.desk.alsoFor', { channels: others.map(one => one.channel.name).join(', ') })}
            checked={siblings}
            onChange={event => setSiblings(event.currentTarget.checked)}
          />
        )}
        <Button variant="default" onClick={acting.closeDialog}>
          {t('ui.cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('curation.desk.saveEdits')}
        </Button>
      </div>
    </form>
  )
}
