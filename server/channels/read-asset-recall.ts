import type { AssetRecall } from '#contracts/channel-admin'
import type { Db } from '#server/platform/db'
import { listRecalls } from './list-recalls.ts'

/** The recall of an item that stands, or null. Without the words and the people: whoever reads the item may know this much. */
export async function readAssetRecall(db: Db, assetId: string): Promise<AssetRecall> {
  const standing = await db.recall.findFirst({ where: { assetId, liftedAt: null }, select: { id: true } })
  const [recall] = standing ? await listRecalls(db, { id: standing.id }) : []
  if (!recall) return null
  const { id, kind, reason, requestedAt, progress } = recall
  return { id, kind, reason, requestedAt, channels: progress.channels, channelsDone: progress.channelsDone }
}
