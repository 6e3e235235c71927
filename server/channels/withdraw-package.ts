import { recall as recallShape } from '#contracts/delivery'
import type { Tx } from '#server/platform/db'
import { isPendingWithdrawal, mayHold } from './delivery-state.ts'
import { queueWithdrawal } from './request-recall.ts'

type Package = { assetId: string; channelId: string; requestedBy: string }

/**
 * Takes a whole package from a channel because it could not be sent without a recalled companion: nobody approved what it would be.
 * Inside the lead's lock. Returns the withdrawal's id, or null where nothing of it may be there.
 */
export async function withdrawPackage(tx: Tx, row: Package, recallOf: string): Promise<string | null> {
  const { assetId, channelId } = row
  const [channel, rows, recall] = await Promise.all([
    tx.channel.findUniqueOrThrow({ where: { id: channelId }, select: { kind: true } }),
    tx.delivery.findMany({ where: { assetId, channelId }, orderBy: { version: 'desc' } }),
    tx.recall.findFirst({ where: { assetId: recallOf }, orderBy: { requestedAt: 'desc' } }),
  ])
  if (!rows.some(mayHold) || rows.some(isPendingWithdrawal)) return null
  // The lead itself is not recalled: it may come back once it was approved anew.
  const order = recallShape.parse({ kind: 'takedown', reason: recall?.reason ?? 'error', public: recall?.public ?? '' })
  const version = rows[0]!.version + 1
  const id = await queueWithdrawal(tx, {
    ...{ assetId, channelId, version, recall: order, personId: row.requestedBy },
    kind: channel.kind,
  })
  await tx.delivery.update({ where: { id }, data: { recallOf } })
  return id
}
