import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import type { ListedObject, ObjectStore } from '#server/storage/object-store'

/** Those of the listed objects that no row names. */
export async function keysWithoutRow(db: Db, listed: readonly ListedObject[]): Promise<ListedObject[]> {
  if (listed.length === 0) return []
  const keys = listed.map(object => object.key)
  const rows = await db.$queryRaw<{ key: string }[]>`
    select key from stored_object where key = any(${keys}::text[])
    union all select key from rendition where key = any(${keys}::text[])
    union all select key from written_copy where key = any(${keys}::text[])`
  const known = new Set(rows.map(row => row.key))
  return listed.filter(object => !known.has(object.key))
}

/** Writes down since when these bytes are known to be nobody's; the first time counts. */
export async function noteOrphans(db: Db, orphans: readonly ListedObject[], at: Date): Promise<void> {
  for (const { key, size } of orphans) {
    await db.$executeRaw`insert into store_orphan (key, size, seen_at) values (${key}, ${BigInt(size)}, ${at}) on conflict (key) do nothing`
  }
}

/** Forgets orphans that a row names by now. */
export async function dropClaimed(db: Db): Promise<void> {
  await db.$executeRaw`
    delete from store_orphan o
    where exists (select from stored_object s where s.key = o.key) or exists (select from rendition r where r.key = o.key)
      or exists (select from written_copy w where w.key = o.key)`
}

/** Deletes the bytes of orphans that were noted before `before`, each asked about once more. Throws StoreUnavailable. */
export async function removeOrphans(
  { db, store, log }: { db: Db; store: ObjectStore; log: Log },
  before: Date,
): Promise<{ removed: number; removedBytes: number }> {
  let removed = 0
  let removedBytes = 0
  for (;;) {
    const rows = await db.$queryRaw<{ key: string; size: bigint }[]>`
      select key, size from store_orphan o
      where seen_at < ${before}
        and not exists (select from stored_object s where s.key = o.key)
        and not exists (select from rendition r where r.key = o.key)
        and not exists (select from written_copy w where w.key = o.key)
      order by key limit 200`
    if (rows.length === 0) return { removed, removedBytes }
    for (const { key, size } of rows) {
      await store.delete(key)
      await db.$executeRaw`delete from store_orphan where key = ${key}`
      removed += 1
      removedBytes += Number(size)
      log.info({ event: 'sweep.removed', key, size: Number(size) })
    }
  }
}
