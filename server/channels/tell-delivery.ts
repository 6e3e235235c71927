import { notify } from '#server/notifications/notify'
import type { Tx } from '#server/platform/db'
import { held } from './delivery-state.ts'
import type { DeliveryChange, SettledRow } from './settle.ts'

const isHeld = (state: string) => (held as readonly string[]).includes(state)

/**
 * Tells the unit and the curators how a delivery ended: the receiver has it, refused it, took it down, or it is given up. Further
 * states of what the receiver has already (received, then published) are told only where it comes to be published.
 */
export async function tellDelivery(
  tx: Tx,
  row: SettledRow & { state: string },
  unitId: string,
  change: DeliveryChange,
): Promise<void> {
  if (change.state === row.state) return
  const told = async () => {
    const [channel] = await tx.$queryRaw<{ name: string }[]>`select name from channel where id = ${row.channelId}::uuid`
    return {
      common: {
        subject: { kind: 'asset', id: row.assetId } as const,
        to: { unit: { id: unitId, roles: ['editor'] as const }, hubRole: 'curator' as const },
      },
      facts: { deliveryId: row.id, channel: channel!.name },
    }
  }
  if (row.op === 'withdraw') {
    if (change.state !== 'withdrawn') return
    const { common, facts } = await told()
    return notify(tx, { ...common, kind: 'recall-done', facts })
  }
  if (change.state === 'dead' || change.state === 'rejected') {
    const { common, facts } = await told()
    const reason = (change.problemText ?? change.problem ?? '').slice(0, 300)
    return notify(tx, { ...common, kind: 'delivery-failed', facts: { ...facts, state: change.state, reason } })
  }
  if (isHeld(change.state) && (!isHeld(row.state) || change.state === 'published')) {
    const { common, facts } = await told()
    const { state, publicUrl } = change
    return notify(tx, { ...common, kind: 'delivery-done', facts: { ...facts, state, publicUrl } })
  }
}
