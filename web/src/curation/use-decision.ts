import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Clearance } from '#contracts/asset'
import type { Nomination } from '#contracts/nomination'
import { ApiProblem } from '../app/api.ts'
import { useProblem } from '../app/use-problem.ts'
import { showToast } from '../ui/toast.ts'
import { countMissing, withMissing } from './clearance-lines.ts'
import type { Desk } from './use-desk.ts'
import { useDecide } from './use-nominations.ts'

export type DecisionState = {
  pending: boolean
  note: string
  setNote(note: string): void
  /** The checklist to show: what a refused approval said wins over what the list had. */
  clearanceOf(nomination: Nomination): Clearance
  approve(nomination: Nomination): void
  returnIt(nomination: Nomination, reason: string): void
}

export function useDecision(desk: Desk): DecisionState {
  const { t } = useTranslation()
  const problem = useProblem()
  const decide = useDecide()
  const [said, setSaid] = useState<{ id: string; seen: Clearance; clearance: Clearance } | null>(null)
  const [noted, setNoted] = useState<{ id: string; text: string }>({ id: '', text: '' })
  const currentId = desk.current?.id ?? ''
  const note = noted.id === currentId ? noted.text : ''
  // A newer list after a mend is newer than the refusal.
  const clearanceOf = (nomination: Nomination) =>
    said?.id === nomination.id && said.seen === nomination.clearance ? said.clearance : nomination.clearance

  const failed = (nomination: Nomination, error: unknown) => {
    const refusal = error instanceof ApiProblem ? error : null
    if (refusal?.key === 'not-cleared' && Array.isArray(refusal.extension.missing)) {
      const missing = refusal.extension.missing as { key: string; detail: string }[]
      setSaid({ id: nomination.id, seen: nomination.clearance, clearance: withMissing(nomination.clearance, missing) })
    }
    if (refusal?.key === 'already-decided' || refusal?.key === 'not-found') {
      desk.decided(nomination.id)
      void showToast({ message: t('curation.someoneElse') })
    } else void showToast({ message: problem(error).title, tone: 'error' })
  }
  return {
    pending: decide.isPending,
    note,
    setNote: text => setNoted({ id: currentId, text }),
    clearanceOf,
    approve: nomination => {
      const missing = countMissing(clearanceOf(nomination))
      if (decide.isPending) return
      if (missing > 0) return void showToast({ message: t('curation.notYet', { count: missing }), tone: 'error' })
      const { title } = nomination.asset
      decide.mutate(
        { id: nomination.id, decision: 'approve', note },
        {
          onSuccess: () => {
            desk.decided(nomination.id)
            void showToast({ message: t('curation.approved', { title, channel: nomination.channel.name }) })
          },
          onError: error => failed(nomination, error),
        },
      )
    },
    returnIt: (nomination, reason) =>
      decide.mutate(
        { id: nomination.id, decision: 'return', note: reason },
        {
          onSuccess: () => {
            desk.decided(nomination.id)
            void showToast({ message: t('curation.returned', { title: nomination.asset.title }) })
          },
          onError: error => failed(nomination, error),
        },
      ),
  }
}
