import { ownName } from '#server/assets/shown-renditions'
import { signal } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { markedStill } from './profiles.ts'
import type { StoredRendition } from './record-rendition.ts'

/** Lower than any recipe of the profile: an asset's own pictures never pass for what a recipe made. */
export const ownRecipe = 1

/**
 * Records the pictures of a chosen moment in place of those of before. Where another moment was chosen meanwhile, or none, nothing:
 * its own job follows, and the sweeper takes these bytes. `made` have their plain names.
 */
export async function recordPoster(
  db: Db,
  { assetId, objectId }: { assetId: string; objectId: string },
  atMs: number,
  made: readonly StoredRendition[],
): Promise<void> {
  await transaction(db, async tx => {
    const kept = await tx.$queryRaw<{ atMs: number }[]>`
      update poster_choice set made_ms = at_ms
      where asset_id = ${assetId}::uuid and object_id = ${objectId}::uuid and at_ms = ${atMs}
      returning at_ms as "atMs"`
    if (kept.length === 0) return
    const rows = made.map(each => ({ ...each, name: ownName(each.name, assetId), size: BigInt(each.size) }))
    // Also what a share link's mark lay over: it is made anew of these.
    const names = [...rows.map(row => row.name), ownName(markedStill.name, assetId)]
    await tx.rendition.deleteMany({ where: { objectId, name: { in: names } } })
    await tx.rendition.createMany({ data: rows.map(row => ({ ...row, id: newId(), objectId, recipe: ownRecipe })) })
    await signal(tx, 'a', assetId)
  })
}
