import { Button, Textarea } from '@mantine/core'
import { type FormEvent, type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { LoadingPage } from '../app/page-fallbacks.tsx'
import { ProblemState } from '../app/problem-state.tsx'
import { useProblem } from '../app/use-problem.ts'
import { ThreadList } from './thread-list.tsx'
import classes from './thread-tab.module.css'
import { UndoButton } from './undo-button.tsx'
import { commentFieldId } from './use-desk-acting.ts'
import { useComment, useThread } from './use-thread.ts'

type Props = { nomination: Nomination; onLeave?: () => void; fieldId?: string }

/** What was said and what happened, and a place to answer: Ctrl + Enter sends, Esc leaves the field. */
export function ThreadTab({ nomination, onLeave, fieldId = commentFieldId }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const query = useThread(nomination.id)
  const comment = useComment(nomination.id)
  const [text, setText] = useState('')
  const send = (event?: FormEvent) => {
    event?.preventDefault()
    if (text.trim() === '' || comment.isPending) return
    comment.mutate(text.trim(), { onSuccess: () => setText('') })
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send()
    if (event.key === 'Escape' && onLeave) {
      event.preventDefault()
      onLeave()
    }
  }
  return (
    <div className={classes.tab}>
      <div className={classes.entries}>
        {query.isPending && <LoadingPage />}
        {query.isError && !query.data && (
          <ProblemState small error={query.error} onRetry={() => void query.refetch()} order={3} />
        )}
        {query.data && (
          <ThreadList
            entries={query.data}
            undo={nomination.may.reopen ? <UndoButton nomination={nomination} size="xs" /> : null}
          />
        )}
      </div>
      {nomination.may.comment && (
        <form className={classes.form} onSubmit={send}>
          <Textarea
            id={fieldId}
            label={t('curation.desk.talk.label')}
            placeholder={t('curation.desk.talk.hint', { unit: nomination.unit.shortName })}
            value={text}
            maxLength={4000}
            autosize
            minRows={2}
            maxRows={8}
            error={comment.isError ? problem(comment.error).title : undefined}
            onChange={event => setText(event.currentTarget.value)}
            onKeyDown={press}
          />
          <div className={classes.send}>
            <span className="dim small">{t('curation.desk.talk.keys')}</span>
            <Button type="submit" size="xs" loading={comment.isPending} disabled={text.trim() === ''}>
              {t('curation.desk.talk.send')}
            </Button>
          </div>
        </form>
      )}
    </div>
  )
}
