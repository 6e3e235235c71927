import type { Recall } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { requestRecall } from '#server/channels/request-recall'
import type { Db } from '#server/platform/db'

/**
 * Withdraws an asset from every channel. What is live is recalled also where a unit has made the asset a draft again meanwhile;
 * what is nowhere answers as reading it would: "not yours" is "does not exist".
 */
export async function recallAsset(
  db: Db,
  caller: Caller,
  assetId: string,
  recall: Recall,
): ReturnType<typeof requestRecall> {
  const live = await db.assetUse.count({ where: { assetId, kind: 'delivery' } })
  if (live === 0) await findReadableAsset(db, caller.actor, assetId)
  return requestRecall(db, caller, assetId, recall)
}
