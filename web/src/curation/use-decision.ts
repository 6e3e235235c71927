import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Nomination } from '#contracts/nomination'
import { ApiProblem, api } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { useFormat } from '../ui/format.ts'
import type { Desk } from './use-desk.ts'
import { useDecide } from './use-desk-acts.ts'
import type { DeskSay } from './use-desk-status.ts'

export type Missing = { key: string; detail: string }
export type DecisionState = {
  note: string
  setNote(note: string): void
  /** What a refused approval said is missing, while the checklist has not been asked for anew. */
  missingOf(nomination: Nomination): Missing[] | null
  approve(nomination: Nomination): void
  returnIt(nomination: Nomination, reason: string): void
}

/**
 * Decides at once on the screen and then at the hub: the next nomination is there before the answer. What is refused comes back into
 * the queue and says why; what nobody has acted upon yet can be taken back.
 */
export function useDecision(desk: Desk, say: DeskSay, onChanged: () => void): DecisionState {
  const { t } = useTranslation()
  const f = useFormat()
  const problem = useProblem()
  const decide = useDecide()
  const [refused, setRefused] = useState<{ id: string; revision: number; missing: Missing[] } | null>(null)
  const [notes, setNotes] = useState<Readonly<Record<string, string>>>({})
  const currentId = desk.current?.id ?? ''
  const note = notes[currentId] ?? ''

  const failed = (nomination: Nomination, error: unknown) => {
    const refusal = error instanceof ApiProblem ? error : null
    const { title } = nomination.asset
    if (refusal?.key === 'already-decided' || refusal?.key === 'not-found') {
      desk.settled([nomination.id])
      return say(t('curation.desk.someoneElse', { title }), { tone: 'error' })
    }
    if (refusal?.key === 'not-cleared' && Array.isArray(refusal.extension.missing)) {
      const missing = refusal.extension.missing as Missing[]
      setRefused({ id: nomination.id, revision: nomination.revision, missing })
    }
    desk.putBack([nomination.id])
    onChanged()
    const said = problem(error)
    say(t('curation.desk.refused', { title, why: said.detail || said.title }), { tone: 'error' })
  }
  const approved = (now: Nomination) => {
    desk.settled([now.id])
    const { title } = now.asset
    if (now.state === 'open') return say(t('curation.desk.firstGiven', { title }))
    const waits = now.schedule?.state === 'waiting' ? now.schedule.effectiveAt : null
    if (waits)
      return say(t('curation.desk.approvedFor', { title, time: f.dateTime(waits) }), {
        undo: () => takeBack(now, 'DELETE', 'schedule'),
      })
    say(t('curation.approved', { title, channel: now.channel.name }), undoOf(now))
  }
  const undoOf = (now: Nomination) => (now.may.reopen ? { undo: () => takeBack(now, 'POST', 'reopening') } : {})
  const takeBack = (now: Nomination, method: 'DELETE' | 'POST', path: 'schedule' | 'reopening') =>
    void api(`/api/v1/nominations/${now.id}/${path}`, { method }).then(
      () => {
        desk.putBack([now.id])
        onChanged()
        say(t('curation.desk.undone', { title: now.asset.title }))
      },
      error => {
        const said = problem(error)
        say(said.detail || said.title, { tone: 'error' })
      },
    )
  return {
    note,
    setNote: text => setNotes(old => ({ ...old, [currentId]: text })),
    missingOf: one => (refused?.id === one.id && refused.revision === one.revision ? refused.missing : null),
    approve: nomination => {
      const barred = whyNot(nomination)
      if (barred) return say(t(`curation.desk.cannot.${barred}`, { count: nomination.blocking }), { tone: 'error' })
      // One approval of two: it stays, and waits for somebody else.
      if (nomination.fourEyes && !nomination.firstApproval) desk.move(1)
      else desk.leave([nomination.id])
      decide.mutateAsync({ id: nomination.id, decision: 'approve', note, seen: nomination.revision }).then(
        ({ nomination: now }) => approved(now),
        error => failed(nomination, error),
      )
    },
    returnIt: (nomination, reason) => {
      desk.leave([nomination.id])
      decide.mutateAsync({ id: nomination.id, decision: 'return', note: reason, seen: nomination.revision }).then(
        ({ nomination: now }) => {
          desk.settled([nomination.id])
          say(t('curation.returned', { title: nomination.asset.title }), undoOf(now))
        },
        error => failed(nomination, error),
      )
    },
  }
}

/** Why an approval would be refused, as far as the page can know. */
export function whyNot(nomination: Nomination): 'decided' | 'fourEyes' | 'notYours' | 'missing' | null {
  if (nomination.state !== 'open') return 'decided'
  if (nomination.may.decideBarred) return 'fourEyes'
  if (!nomination.may.decide) return 'notYours'
  return nomination.blocking > 0 ? 'missing' : null
}
