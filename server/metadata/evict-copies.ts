import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import type { ObjectStore } from '#server/storage/object-store'

const dayMs = 86_400_000
/** For how long a copy that nobody takes is kept; what went to a channel for as long as somebody may ask for that delivery again. */
const keptDays = { taken: 30, sent: 400 }
/** All that were not sent together: beyond it the longest untouched go first. */
const mostBytes = 20 * 2 ** 30
const batch = 500

/**
 * Takes away written copies that were not used for 30 days (sent ones: 400), and the longest untouched beyond 20 GiB. Rows first: a
 * copy without a row is swept, a row without its copy is made anew. Answers how many.
 */
export async function evictCopies(
  { db, store, log }: { db: Db; store: ObjectStore; log: Log },
  limit: { bytes: number; now?: Date } = { bytes: mostBytes },
): Promise<number> {
  const now = (limit.now ?? new Date()).getTime()
  const [taken, sent] = [keptDays.taken, keptDays.sent].map(days => new Date(now - days * dayMs))
  let evicted = 0
  for (;;) {
    const rows = await db.$queryRaw<{ key: string }[]>`
      with aged as (
        select id, pinned, used_at, sum(size) over (partition by pinned order by used_at desc, id) as bytes from written_copy
      )
      delete from written_copy w using (
        select id from aged
        where (not pinned and (used_at < ${taken} or bytes > ${BigInt(limit.bytes)})) or (pinned and used_at < ${sent})
        order by used_at limit ${batch}
      ) gone
      where w.id = gone.id returning w.key`
    for (const { key } of rows)
      await store.delete(key).catch(error => log.warn({ event: 'written.left-for-sweeper', key, error }))
    evicted += rows.length
    if (rows.length < batch) return evicted
  }
}

/** Evicts at once where the copies that were not sent have outgrown their space: asked whenever one is kept. */
export async function keepWithinCap(deps: { db: Db; store: ObjectStore; log: Log }): Promise<void> {
  const [row] = await deps.db.$queryRaw<{ full: boolean }[]>`
    select coalesce(sum(size), 0) > ${BigInt(mostBytes)} as full from written_copy where not pinned`
  if (row?.full) await evictCopies(deps)
}
