import type { Point } from '#contracts/crop-box'
import type { FocalPointShown } from '#contracts/purpose'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

type Pictured = { id: string; version: Pick<AssetRow['version'], 'number' | 'objectId'> }

/** Where the eye should go: what a person said of this version, else what the machine found; null before it has looked. */
export async function focalPoint(db: Db | Tx, asset: Pictured): Promise<FocalPointShown | null> {
  const { number, objectId } = asset.version
  const said = await db.focalPoint.findUnique({ where: { assetId: asset.id } })
  if (said?.version === number) return { x: said.x, y: said.y, by: 'person' }
  const found = objectId ? await db.pictureFocus.findUnique({ where: { objectId } }) : null
  return found ? { x: found.x, y: found.y, by: 'automatic' } : null
}

/**
 * Sets the focal point of the newest version, or takes it back where `point` is null. Throws `not-found`, `not-allowed`. A new
 * version begins without one: it may be another picture.
 */
export async function setFocalPoint(
  db: Db,
  caller: Caller,
  id: string,
  point: Point | null,
): Promise<FocalPointShown | null> {
  return transaction(db, async tx => {
    const asset = await findReadableAsset(tx, caller.actor, id)
    requireAssetAct(caller.actor, 'asset.edit', asset)
    const before = await tx.focalPoint.findUnique({ where: { assetId: id } })
    const version = asset.version.number
    if (point) {
      const row = { version, ...point }
      await tx.focalPoint.upsert({ where: { assetId: id }, create: { assetId: id, ...row }, update: row })
    } else await tx.focalPoint.deleteMany({ where: { assetId: id } })
    await record(tx, caller, {
      act: 'asset.focal-point',
      subjectKind: 'asset',
      subjectId: id,
      unitId: asset.unitId,
      before: before?.version === version ? { x: before.x, y: before.y } : null,
      after: point && { ...point, version },
    })
    return focalPoint(tx, asset)
  })
}

/** Asks the machine to look at a picture, where it has not. */
export async function wantFocus(db: Db, objectId: string): Promise<void> {
  await transaction(db, tx => enqueue(tx, 'picture.focus', { objectId }, { key: `focus:${objectId}`, keepTime: true }))
}

/** Keeps what the machine found; the object may have been purged meanwhile. */
export async function recordFocus(db: Db, objectId: string, { x, y }: Point): Promise<void> {
  await db.$executeRaw`
    insert into picture_focus (object_id, x, y)
    select id, ${x}, ${y} from stored_object where id = ${objectId}::uuid
    on conflict (object_id) do update set x = excluded.x, y = excluded.y`
}
