import { deletePurged } from '#server/assets/delete-purged'
import { PurgesHeld, purgeObject } from '#server/assets/purge-object'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import type { ListedObject, ObjectStore } from '#server/storage/object-store'
import { dropClaimed, keysWithoutRow, noteOrphans, removeOrphans } from './orphans.ts'

export type SweepDeps = { db: Db; store: ObjectStore; log: Log }
export type Swept = {
  objects: number
  orphans: number
  removed: number
  removedBytes: number
  purged: number
  unfinished: number
  held: boolean
}

const dayMs = 86_400_000
const batch = 500

/**
 * One look over the store and the rows: purges objects that nothing refers to, notes bytes that no row names, removes those that were
 * noted a day ago and still are nobody's, and what puts that were cut off left behind. With `force` it removes orphans however many
 * they are; without, it holds them where they are so many that rather the rows are missing (another database, an old backup).
 * Idempotent. Throws StoreUnavailable.
 */
export async function sweepStore(deps: SweepDeps, wish: { force: boolean; now?: number }): Promise<Swept> {
  const { db, store, log } = deps
  const now = wish.now ?? Date.now()
  const id = newId()
  await db.$executeRaw`insert into store_sweep (id) values (${id}::uuid)`
  const purged = await purgeUnreferenced(deps, now)
  const unfinished = await store.sweepUnfinished(new Date(now - dayMs))
  const { objects, orphans } = await lookForOrphans(deps, now)
  await dropClaimed(db)
  const held = !wish.force && areTooMany(orphans, objects)
  if (held) log.error({ event: 'sweep.held', objects, orphans })
  const gone = held ? { removed: 0, removedBytes: 0 } : await removeOrphans(deps, new Date(now - dayMs))
  const swept = { objects, orphans, purged, unfinished, held, ...gone }
  const { removed, removedBytes } = gone
  await db.storeSweep.update({
    where: { id },
    data: { ...swept, removed, removedBytes: BigInt(removedBytes), endedAt: new Date() },
  })
  log.info({ event: 'sweep.done', ...swept })
  return swept
}

/** A hub makes few orphans: a refused upload whose deletion failed, a purge that was killed. Many at once are somebody's files. */
function areTooMany(orphans: number, objects: number): boolean {
  return orphans > 100 && orphans > objects / 10
}

async function purgeUnreferenced({ db, store, log }: SweepDeps, now: number): Promise<number> {
  let purged = 0
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const rows = await db.$queryRaw<{ id: string }[]>`
      select id from stored_object o
      where o.id > ${after}::uuid and o.created_at < ${new Date(now - dayMs)}
        and not exists (select from asset_version v where v.object_id = o.id)
      order by o.id limit ${batch}`
    for (const { id } of rows) {
      const keys = await transaction(db, tx => purgeObject(tx, id)).catch((error: unknown) => {
        if (error instanceof PurgesHeld) return null
        throw error
      })
      // A backup is being made: the next night is early enough.
      if (!keys) return purged
      if (keys.length > 0) purged += 1
      await deletePurged(store, log, keys)
    }
    const last = rows.at(-1)
    if (!last) return purged
    after = last.id
  }
}

async function lookForOrphans({ db, store }: SweepDeps, now: number): Promise<{ objects: number; orphans: number }> {
  let objects = 0
  let orphans = 0
  const look = async (listed: readonly ListedObject[]) => {
    // Younger than a day: its row may be about to be committed.
    const old = listed.filter(object => object.changedAt.getTime() < now - dayMs)
    const alone = await keysWithoutRow(db, old)
    await noteOrphans(db, alone, new Date(now))
    orphans += alone.length
  }
  let waiting: ListedObject[] = []
  for await (const object of store.list('')) {
    objects += 1
    waiting.push(object)
    if (waiting.length < batch) continue
    await look(waiting)
    waiting = []
  }
  await look(waiting)
  return { objects, orphans }
}
