import type { Delivery, DeliveryState } from '#contracts/delivery'
import type { Nomination } from '#contracts/nomination'

const standing: readonly DeliveryState[] = ['media', 'sending', 'received', 'in_review', 'published']
const waiting: readonly DeliveryState[] = ['queued', 'retrying']
type Sent = Pick<Delivery, 'state' | 'op' | 'updatedAt'> & { channel: Pick<Delivery['channel'], 'id' | 'name'> }
type Asked = Pick<Nomination, 'state'> & { channel: Pick<Nomination['channel'], 'name'> }

/**
 * What another file means for what was approved, by the names of channels: `keeps` what a portal has or is being sent stays the old
 * file there, `stops` was approved and has not left, `asks` a nomination is decided on the new file. Pure.
 */
export function versionConsequences(deliveries: readonly Sent[], nominations: readonly Asked[]) {
  const latest = new Map<string, Sent>()
  for (const delivery of deliveries) {
    const known = latest.get(delivery.channel.id)
    if (!known || known.updatedAt < delivery.updatedAt) latest.set(delivery.channel.id, delivery)
  }
  const of = (states: readonly DeliveryState[]) =>
    [...latest.values()]
      .filter(last => last.op !== 'withdraw' && states.includes(last.state))
      .map(at => at.channel.name)
  const asks = nominations.filter(nomination => nomination.state === 'open').map(open => open.channel.name)
  return { keeps: of(standing), stops: of(waiting), asks: [...new Set(asks)] }
}
