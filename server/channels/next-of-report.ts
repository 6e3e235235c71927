import type { DeliveryState } from '#contracts/delivery'
import type { Received } from './channel.ts'
import type { ReceiptSource } from './record-receipt.ts'
import type { DeliveryChange, SettledRow } from './settle.ts'

/** What a receiver, or a person in its stead, says of an item outside an exchange. `event` is null where it only states how things are. */
export type Report = {
  event: 'published' | 'rejected' | 'withdrawn' | 'updated' | null
  received: Received
  source: ReceiptSource
  /** Why, in the receiver's words. */
  text: string
}

const before: Record<'published' | 'rejected' | 'withdrawn' | 'updated', readonly DeliveryState[]> = {
  // From anything that may have arrived: an answer that was lost is made up for by the callback.
  published: ['sending', 'retrying', 'received', 'in_review', 'rejected', 'dead'],
  rejected: ['sending', 'retrying', 'received', 'in_review', 'published'],
  withdrawn: ['sending', 'retrying', 'received', 'in_review', 'published', 'withdrawing'],
  updated: ['sending', 'retrying', 'received', 'in_review', 'published'],
}

/** What a report makes of its delivery; null where it stands so already or has gone on. Pure. */
export function nextOfReport(row: SettledRow & { state: string }, report: Report): DeliveryChange | null {
  const { receipt } = report.received
  const event = report.event ?? eventOf(receipt.state)
  if (!event) return null
  const withdrawal = row.op === 'withdraw'
  if (withdrawal && event !== 'withdrawn') return null
  const from = withdrawal ? ['queued', 'retrying', 'withdrawing', 'dead'] : before[event]
  const publicUrl = receipt.publicUrl ?? row.publicUrl
  if (!from.includes(row.state as DeliveryState)) return null
  // An edit at the portal leaves the item as visible as it was.
  const state = event === 'updated' ? receipt.state : event
  if (state === row.state && publicUrl === row.publicUrl) return null
  const gone = event === 'withdrawn' && !withdrawal
  return {
    state,
    askFirst: false,
    nextAt: null,
    problem: gone ? 'withdrawn-remote' : event === 'rejected' ? 'rejected' : null,
    problemText: report.text || (gone ? 'Cổng đã gỡ nội dung này.' : null),
    publicUrl,
  }
}

function eventOf(state: string): 'published' | 'rejected' | 'withdrawn' | null {
  return state === 'published' || state === 'rejected' || state === 'withdrawn' ? state : null
}
