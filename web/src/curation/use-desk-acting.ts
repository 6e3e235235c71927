import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeskBatch, DeskBatchAnswer } from '#contracts/desk'
import type { Nomination } from '#contracts/nomination'
import { useProblem } from '../app/use-problem.ts'
import type { DeskSearch } from './desk-filter.ts'
import { type DecisionState, useDecision } from './use-decision.ts'
import { type Desk, useDesk } from './use-desk.ts'
import { useBatch } from './use-desk-acts.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { type DeskSay, type DeskStatus, useDeskStatus } from './use-desk-status.ts'
import { usePrefetched } from './use-nominations.ts'

export type DeskDialog =
  | { is: 'return' | 'channels' | 'schedule' | 'plan'; of: Nomination[] }
  | { is: 'edit'; of: Nomination[]; assetId?: string | undefined }
  | { is: 'package'; of: Nomination[] }
  | { is: 'help' | 'campaigns'; of: [] }
  | { is: 'results'; of: Nomination[]; answer: DeskBatchAnswer }
export type StageTab = 'item' | 'compare'
export type PanelTab = 'decision' | 'talk'
export type DeskActing = {
  desk: Desk
  decision: DecisionState
  status: DeskStatus | null
  dismiss(): void
  say: DeskSay
  dialog: DeskDialog | null
  setDialog(dialog: DeskDialog | null): void
  closeDialog(): void
  tab: StageTab
  setTab(tab: StageTab): void
  panel: PanelTab
  setPanel(panel: PanelTab): void
  itemIndex: number
  setItemIndex(index: number): void
  act: ReturnType<typeof useDeskKeys>
  /** Sends one act for many; what did not pass is listed. */
  batch(body: DeskBatch, of: Nomination[]): void
  batching: boolean
}

/** Everything that may be done at the desk, for keys and buttons alike: with a selection an act is for all of it. */
export function useDeskActing(all: Nomination[], listedAt: number, search: DeskSearch): DeskActing {
  const { t } = useTranslation()
  const client = useQueryClient()
  const ready = search.ready
  const desk = useDesk(ready ? all.filter(one => (one.blocking === 0) === (ready === 'yes')) : all, listedAt)
  const { status, say, dismiss } = useDeskStatus()
  const [dialog, setDialog] = useState<DeskDialog | null>(null)
  const [panel, setPanel] = useState<PanelTab>('decision')
  const [stage, setStage] = useState<{ id: string; tab: StageTab; item: number }>({ id: '', tab: 'item', item: 0 })
  const current = desk.current
  const { tab, item } = stage.id === current?.id ? stage : { tab: 'item' as const, item: 0 }
  const show = (next: Partial<{ tab: StageTab; item: number }>) =>
    setStage({ id: current?.id ?? '', tab, item, ...next })
  const decision = useDecision(desk, say, () => void client.invalidateQueries({ queryKey: ['nominations'] }))
  const { batch, batching } = useDeskBatch(desk, say, setDialog)
  usePrefetched(desk.shown[desk.index + 1])
  const chosen = () => {
    const many = desk.shown.filter(one => desk.selected.has(one.id))
    return many.length > 0 ? many : current ? [current] : []
  }
  const ask = (is: 'return' | 'channels' | 'schedule') => {
    const of = chosen()
    if (of.length > 0) setDialog({ is, of })
  }
  const act = useDeskKeys({
    next: () => desk.move(1),
    previous: () => desk.move(-1),
    approve: () => {
      const of = chosen()
      if (desk.selected.size > 0) batch({ act: 'approve', ids: of.map(one => one.id), note: '' }, of)
      else if (current) decision.approve(current)
    },
    return: () => ask('return'),
    channels: () => ask('channels'),
    schedule: () => ask('schedule'),
    edit: () => current && setDialog({ is: 'edit', of: [current], assetId: current.items[item]?.asset.id }),
    select: () => current && desk.toggle(current.id),
    range: () => current && desk.range(current.id),
    comment: () => {
      setPanel('talk')
      requestAnimationFrame(() => document.getElementById(commentFieldId)?.focus())
    },
    compare: () => show({ tab: tab === 'item' ? 'compare' : 'item' }),
    item: () => current && show({ item: (item + 1) % Math.max(1, current.items.length) }),
    undo: () => status?.undo?.(),
    clear: () => desk.unselect(),
    typing: () => say(t('curation.desk.typing'), { tone: 'error' }),
    help: () => setDialog({ is: 'help', of: [] }),
  })
  return {
    ...{ desk, decision, status, say, dismiss, dialog, setDialog, panel, setPanel, act, batch, batching, tab },
    closeDialog: () => {
      setDialog(null)
      desk.focusRow()
    },
    setTab: next => show({ tab: next }),
    itemIndex: item,
    setItemIndex: next => show({ item: next, tab: 'item' }),
  }
}

export const commentFieldId = 'trao-doi-de-cu'

function useDeskBatch(desk: Desk, say: DeskSay, setDialog: (dialog: DeskDialog | null) => void) {
  const { t } = useTranslation()
  const problem = useProblem()
  const send = useBatch()
  const busy = useRef(false)
  const batch = (body: DeskBatch, of: Nomination[]) => {
    if (busy.current) return
    busy.current = true
    say(t('curation.desk.batch.sending', { count: of.length }))
    send.mutateAsync(body).then(
      answer => {
        busy.current = false
        const done = answer.results.filter(result => result.ok)
        const left = done.filter(result => result.state !== 'open').map(result => result.id)
        if (body.act === 'approve' || body.act === 'return') {
          desk.leave(left)
          desk.settled(left)
        } else desk.unselect()
        const all = done.length === answer.results.length
        say(t('curation.desk.batch.done', { count: done.length, all: answer.results.length }), {
          tone: all ? 'ok' : 'error',
        })
        // Nothing to read where everything passed as one would think.
        if (!all || done.some(result => result.waitsForSecond)) setDialog({ is: 'results', of, answer })
        else desk.focusRow()
      },
      error => {
        busy.current = false
        say(problem(error).title, { tone: 'error' })
        desk.focusRow()
      },
    )
  }
  return { batch, batching: send.isPending }
}
