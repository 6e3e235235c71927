import type { DeliveryState } from '#contracts/delivery'

/** Work still to be done by a worker: the states in which a job may pick a delivery up. */
export const active: readonly DeliveryState[] = ['queued', 'media', 'sending', 'retrying', 'withdrawing']
/** Nothing of this attempt has reached the receiver's items yet: may be dropped for a newer version. */
export const droppable: readonly DeliveryState[] = ['queued', 'media', 'retrying']
/** The receiver said that it has it. */
export const held: readonly DeliveryState[] = ['received', 'in_review', 'published']

type Facts = { op: string; state: string; askFirst: boolean }

/**
 * May the receiver hold the item because of this delivery? Said to be there, being sent, being withdrawn, or sent without an answer
 * (`askFirst`), whatever became of the delivery since.
 */
export function mayHold({ op, state, askFirst }: Facts): boolean {
  if (op === 'withdraw') return false
  return (held as readonly string[]).includes(state) || state === 'sending' || state === 'withdrawing' || askFirst
}

/** A withdrawal that has not reached its end. */
export function isPendingWithdrawal({ op, state }: Facts): boolean {
  return op === 'withdraw' && (active as readonly string[]).includes(state)
}

/** Must a publication say `reinstate`? Yes where the last thing that happened there was a withdrawal. Newest first. */
export function needsReinstating(newestFirst: readonly Facts[]): boolean {
  return (
    newestFirst.find(({ state }) => state === 'withdrawn' || (held as readonly string[]).includes(state))?.state ===
    'withdrawn'
  )
}
