import { record } from '#server/audit/record'
import { notify } from '#server/notifications/notify'
import type { Tx } from '#server/platform/db'

/**
 * Stops pushing over a channel that does not let the hub in, says why, and tells the curators and the editors of the unit that owns it:
 * a person must see to it. `row` is the delivery that found it out. A curator who pauses it does so by edit-channel.
 */
export async function pauseChannel(
  tx: Tx,
  row: { id: string; assetId: string; channelId: string },
  why: { kind: string; problem: string; text: string },
): Promise<void> {
  const pausedReason = `${why.problem}: ${why.text}`.slice(0, 1000)
  const paused = await tx.channel.updateMany({
    where: { id: row.channelId, state: 'active' },
    data: { state: 'paused', pausedReason },
  })
  if (paused.count === 0) return
  await record(tx, 'system', {
    act: 'channel.pause',
    subjectKind: 'channel',
    subjectId: row.channelId,
    after: { reason: pausedReason },
  })
  const channel = await tx.channel.findUniqueOrThrow({
    where: { id: row.channelId },
    select: { name: true, unitId: true },
  })
  const lapsed = why.kind === 'lapsed'
  await notify(tx, {
    kind: 'channel-paused',
    subject: { kind: 'asset', id: row.assetId },
    facts: { deliveryId: row.id, channel: channel.name, lapsed, reason: why.text.slice(0, 300) },
    to: { unit: { id: channel.unitId, roles: ['editor'] }, hubRole: 'curator' },
  })
}
