import type { Delivery, DeliveryState } from '#contracts/delivery'

/** Twelve states are five questions for a person: is it on its way, will it try again, is it there, was it refused, is it gone? */
export const deliveryGroups = ['underWay', 'retrying', 'live', 'refused', 'gone'] as const
export type DeliveryGroup = (typeof deliveryGroups)[number]

const groupOfState: Record<DeliveryState, DeliveryGroup> = {
  queued: 'underWay',
  media: 'underWay',
  sending: 'underWay',
  withdrawing: 'underWay',
  retrying: 'retrying',
  received: 'live',
  in_review: 'live',
  published: 'live',
  rejected: 'refused',
  dead: 'refused',
  withdrawn: 'gone',
  cancelled: 'gone',
}

export function groupOf(state: DeliveryState): DeliveryGroup {
  return groupOfState[state]
}

/** The states of a group, for the hub's filter; all of them for `any`. */
export function statesOf(group: DeliveryGroup | 'any'): DeliveryState[] | undefined {
  if (group === 'any') return undefined
  return (Object.keys(groupOfState) as DeliveryState[]).filter(state => groupOfState[state] === group)
}

export function countGroups(states: Record<DeliveryState, number>): Record<DeliveryGroup, number> {
  const counts: Record<DeliveryGroup, number> = { underWay: 0, retrying: 0, live: 0, refused: 0, gone: 0 }
  for (const state of Object.keys(groupOfState) as DeliveryState[]) counts[groupOf(state)] += states[state] ?? 0
  return counts
}

/** While one of these is there the page asks again every few seconds. */
export function isMoving(delivery: Delivery): boolean {
  return (
    ['underWay', 'retrying'].includes(groupOf(delivery.state)) ||
    delivery.state === 'received' ||
    delivery.state === 'in_review'
  )
}

/** A withdrawal never gives up and a moderated item waits for the portal: neither is for a person to resend. */
export function mayRetry(delivery: Delivery): boolean {
  return ['retrying', 'dead', 'queued'].includes(delivery.state) && !wantsApproval(delivery)
}

/** There is something at the portal, or something on its way there. */
export function mayRecall(delivery: Delivery): boolean {
  return delivery.op !== 'withdraw' && !['withdrawing', 'withdrawn', 'cancelled'].includes(delivery.state)
}

/** Nothing of it can have reached the receiver yet, or it was given up: a person may drop it. */
export function mayCancel({ op, state }: Delivery): boolean {
  return op !== 'withdraw' && ['queued', 'media', 'retrying', 'dead'].includes(state)
}

/** The edit that came between approval and sending is approved on a page of its own; sending again would be refused. */
export function wantsApproval({ state, problem }: Delivery): boolean {
  return state === 'dead' && problem === 'changed-since-approval'
}
