import type { Db, Tx } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import type { ObjectStore } from '#server/storage/object-store'
import { type Damage, examineObject, type Pace } from './examine-object.ts'
import { type RenditionRow, rebuildRendition } from './rebuild-rendition.ts'
import { type OnDamage, recordDamage } from './record-damage.ts'
import { recordWhole } from './record-whole.ts'

export type CheckDeps = { db: Db; store: ObjectStore; log: Log; onDamage?: OnDamage }
/** An original (no rendition) or a rendition whose bytes are to be proved. */
export type CheckItem = { id: string; key: string; sha256: string; size: bigint; rendition: RenditionRow | null }
export type Outcome = 'whole' | 'healed' | 'damaged' | 'still-damaged' | 'rebuilt'

/** Proves one original or rendition and records what was found. Throws StoreUnavailable, and what `pace` throws. */
export async function checkItem(
  deps: CheckDeps,
  item: CheckItem,
  pace: Pace,
): Promise<{ outcome: Outcome; damage: Damage | null }> {
  const found = await examineObject(deps.store, item, pace)
  const damage = found === 'whole' ? null : found
  if (item.rendition) return { damage, outcome: await settleRendition(deps, item.rendition, damage) }
  if (!damage) return { damage, outcome: (await recordWhole(deps, item)) ? 'healed' : 'whole' }
  const current = await deps.db.storedObject.findUnique({ where: { id: item.id }, select: { key: true } })
  // Purged, or given new bytes, while it was read.
  if (current?.key !== item.key) return { damage: null, outcome: 'whole' }
  const news = await recordDamage(deps, item.id, damage, deps.onDamage)
  return { damage, outcome: news ? 'damaged' : 'still-damaged' }
}

async function settleRendition(deps: CheckDeps, rendition: RenditionRow, damage: Damage | null): Promise<Outcome> {
  if (damage) {
    // Gone meanwhile: purged, or taken away with another file of the same playback.
    if (!(await deps.db.rendition.findUnique({ where: { id: rendition.id }, select: { id: true } }))) return 'whole'
    await rebuildRendition(deps, rendition, damage)
    return 'rebuilt'
  }
  await deps.db.$executeRaw`update rendition set verified_at = now() where id = ${rendition.id}::uuid`
  return 'whole'
}

/** The job `fixity.check`: one object and its renditions, now. Nothing where it is gone. */
export async function checkObject(deps: CheckDeps, objectId: string, pace: Pace): Promise<void> {
  for (const item of await itemsOf(deps.db, objectId)) await checkItem(deps, item, pace)
}

async function itemsOf(db: Db | Tx, objectId: string): Promise<CheckItem[]> {
  const object = await db.storedObject.findUnique({ where: { id: objectId }, include: { renditions: true } })
  if (!object) return []
  const derived = object.renditions.map(row => ({ ...row, rendition: row }))
  return [{ ...object, rendition: null }, ...derived]
}
