import { Button, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import classes from './own-nominations.module.css'
import { useNominationActs } from './use-desk-acts.ts'

type Props = { nomination: Nomination; what: 'resubmit' | 'withdraw'; onClose: () => void }

/** Puts it forward again, or takes it back, with a word to the desk. */
export function AnswerForm({ nomination, what, onClose }: Props) {
  const { t } = useTranslation()
  const problem = useProblem()
  const acts = useNominationActs(nomination.id)
  const [note, setNote] = useState('')
  const send = (event: FormEvent) => {
    event.preventDefault()
    acts[what](note.trim()).then(
      () => {
        void showToast({ message: t(`curation.own.done.${what}`, { title: nomination.asset.title }) })
        onClose()
      },
      error => {
        const said = problem(error)
        void showToast({ message: `${said.title}. ${said.detail}`, tone: 'error' })
      },
    )
  }
  return (
    <form className={classes.answer} onSubmit={send}>
      <Textarea
        label={t(`curation.own.note.${what}`)}
        placeholder={t(`curation.own.noteHint.${what}`)}
        value={note}
        maxLength={2000}
        autosize
        minRows={2}
        maxRows={6}
        autoFocus
        onChange={event => setNote(event.currentTarget.value)}
      />
      <div className={classes.acts}>
        <Button type="submit" size="xs" loading={acts.pending} color={what === 'withdraw' ? 'red' : undefined}>
          {t(`curation.own.${what}`)}
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          {t('ui.cancel')}
        </Button>
      </div>
    </form>
  )
}
