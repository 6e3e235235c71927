import type { DeliveryState } from '#contracts/delivery'
import type { Outcome } from './channel.ts'
import { nextAttempt } from './schedule.ts'

export type SettledRow = {
  id: string
  assetId: string
  channelId: string
  op: string
  version: number
  attempts: number
  askFirst: boolean
  publicUrl: string | null
}
export type DeliveryChange = {
  state: DeliveryState
  askFirst: boolean
  nextAt: Date | null
  problem: string | null
  problemText: string | null
  publicUrl: string | null
  /** Only where an attempt does not count: the receiver's quota and a lapsed token are nobody's failure. */
  attempts?: number
}
/** `unwanted`: why a push should not go on, whatever came of this attempt. */
type At = { now: Date; random: () => number; pace?: number; unwanted: string | null }

/** What an attempt's outcome makes of its delivery. Pure: the caller writes it down and queues what `nextAt` asks for. */
export function settle(row: SettledRow, outcome: Outcome, at: At): DeliveryChange {
  if (outcome.kind === 'delivered') return delivered(row, outcome, at)
  if (outcome.kind === 'gone') return gone(row)
  // What the receiver has is settled by then; what did not get through is not tried again once it is unwanted.
  if (at.unwanted || outcome.kind === 'superseded') return cancelled(row, outcome, at)
  if (outcome.kind === 'retry') return later(row, outcome, at)
  if (outcome.kind === 'quota') return untilQuota(row, outcome, at)
  const { kind, problem, text, mayHaveArrived } = outcome
  // A withdrawal never waits for a person only: it is tried again by the schedule.
  if (row.op === 'withdraw') return later(row, { ...outcome, notBefore: null }, at)
  // A channel that is not let in: the delivery waits, without a time, until the channel goes on.
  const state = kind === 'dead' ? 'dead' : 'retrying'
  const uncounted = kind === 'lapsed' ? { attempts: row.attempts - 1 } : {}
  return { ...nothing(row), state, askFirst: mayHaveArrived, problem, problemText: text, ...uncounted }
}

const weekMs = 7 * 86_400_000
/** Until when a used-up quota holds a channel: what the receiver says, but at most a week, and not the past. */
export function quotaEnd(until: Date, now: Date): Date {
  return new Date(Math.min(Math.max(until.getTime(), now.getTime() + 1000), now.getTime() + weekMs))
}

/** It waits, with the same bytes, and has lost nothing of its schedule. */
function untilQuota(row: SettledRow, outcome: Extract<Outcome, { kind: 'quota' }>, { now }: At): DeliveryChange {
  const { problem, text, mayHaveArrived, until } = outcome
  const kept = { ...nothing(row), askFirst: mayHaveArrived, problem, problemText: text, attempts: row.attempts - 1 }
  return { ...kept, state: 'retrying', nextAt: quotaEnd(until, now) }
}

function delivered(row: SettledRow, { received }: Extract<Outcome, { kind: 'delivered' }>, at: At): DeliveryChange {
  const { state, publicUrl } = received.receipt
  // A 202: the receiver will take it down. It is asked until it has.
  if (row.op === 'withdraw' && state !== 'withdrawn')
    return later(row, { problem: 'withdrawal-pending', text: '', notBefore: null, mayHaveArrived: true }, at)
  return { ...nothing(row), state, publicUrl: publicUrl ?? row.publicUrl }
}

function gone(row: SettledRow): DeliveryChange {
  if (row.op === 'withdraw') return { ...nothing(row), state: 'withdrawn' }
  return { ...nothing(row), state: 'withdrawn', problem: 'withdrawn-remote', problemText: 'Cổng đã gỡ nội dung này.' }
}

function cancelled(row: SettledRow, outcome: Outcome, { unwanted }: At): DeliveryChange {
  const mayBeThere = 'mayHaveArrived' in outcome ? outcome.mayHaveArrived : row.askFirst
  return { ...nothing(row), state: 'cancelled', askFirst: mayBeThere, problem: unwanted ?? 'superseded' }
}

type Later = { problem: string; text: string; notBefore: Date | null; mayHaveArrived: boolean }
function later(
  row: SettledRow,
  { problem, text, notBefore, mayHaveArrived }: Later,
  { now, random, pace = 1 }: At,
): DeliveryChange {
  const nextAt = nextAttempt({
    attempts: row.attempts,
    now,
    notBefore,
    neverGivesUp: row.op === 'withdraw',
    random,
    pace,
  })
  return {
    ...nothing(row),
    state: nextAt ? 'retrying' : 'dead',
    askFirst: mayHaveArrived,
    nextAt,
    problem,
    problemText: text,
  }
}

function nothing({ publicUrl }: SettledRow): Omit<DeliveryChange, 'state'> {
  return { askFirst: false, nextAt: null, problem: null, problemText: null, publicUrl }
}
