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

export function countGroups(deliveries: Delivery[]): Record<DeliveryGroup, number> {
  const counts: Record<DeliveryGroup, number> = { underWay: 0, retrying: 0, live: 0, refused: 0, gone: 0 }
  for (const delivery of deliveries) counts[groupOf(delivery.state)] += 1
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
  return ['retrying', 'dead', 'rejected', 'queued'].includes(delivery.state)
}

/** There is something at the portal, or something on its way there. */
export function mayRecall(delivery: Delivery): boolean {
  return delivery.op !== 'withdraw' && !['withdrawing', 'withdrawn', 'cancelled'].includes(delivery.state)
}
