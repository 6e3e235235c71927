import type { StorageAnswer } from '#contracts/storage'
import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { type ObjectStore, StoreUnavailable } from '#server/storage/object-store'
import { countDue } from './next-due.ts'
import { listFindings, listRuns } from './read-history.ts'

type Deps = { db: Db; store: ObjectStore; config: Pick<Config, 'store' | 'fixity'> }
type Amount = { files: number; bytes: number }

/** How the store stands: room, what takes it, when bytes were proved, what was found, what is nobody's. */
export async function readStorage(deps: Deps): Promise<StorageAnswer> {
  const { db, config } = deps
  const { everyDays, bytesPerSecond } = config.fixity
  const [store, kinds, renditions, units, due, damaged, runs, findings, orphans] = await Promise.all([
    readStore(deps),
    usedByKind(db),
    usedByRenditions(db),
    usedByUnit(db),
    countDue(db, everyDays),
    db.storedObject.count({ where: { damagedAt: { not: null } } }),
    listRuns(db),
    listFindings(db),
    readOrphans(db),
  ])
  const oldest = due.oldest?.toISOString() ?? null
  return {
    store,
    kinds,
    renditions,
    units,
    orphans,
    fixity: { ...due, oldest, everyDays, bytesPerSecond, damaged, runs, findings },
  }
}

async function readStore({ store, config }: Deps): Promise<StorageAnswer['store']> {
  const { kind } = config.store
  try {
    return { kind, reachable: true, space: await store.space() }
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error
    return { kind, reachable: false, space: null }
  }
}

function usedByKind(db: Db): Promise<({ kind: string } & Amount)[]> {
  return db.$queryRaw`
    select kind, count(*)::int as files, sum(size)::float8 as bytes
    from (
      select distinct on (o.id) o.id, o.size, a.kind from stored_object o
      join asset_version v on v.object_id = o.id
      join asset a on a.id = v.asset_id
      order by o.id, a.id) each
    group by kind order by bytes desc, kind`
}

async function usedByRenditions(db: Db): Promise<Amount> {
  const [row] = await db.$queryRaw<Amount[]>`
    select count(*)::int as files, coalesce(sum(size), 0)::float8 as bytes from rendition`
  return row ?? { files: 0, bytes: 0 }
}

/** Every unit that is or keeps something: a limit may be set before the first file comes. */
function usedByUnit(db: Db): Promise<StorageAnswer['units']> {
  return db.$queryRaw`
    select u.code, n.short_name as name, coalesce(own.files, 0)::int as files, coalesce(own.bytes, 0)::float8 as bytes,
      json_build_object('bytes', coalesce(g.bytes, 0), 'files', coalesce(g.files, 0), 'maxBytes', q.max_bytes, 'maxFiles', q.max_files)
        as quota
    from unit u
    join unit_name n on n.id = unit_name_at(u.id, hub_today())
    left join (
      select unit_id, count(*) as files, sum(size) as bytes from (
        select distinct a.unit_id, o.id, o.size from stored_object o
        join asset_version v on v.object_id = o.id
        join asset a on a.id = v.asset_id) each
      group by unit_id) own on own.unit_id = u.id
    left join unit_usage g on g.unit_id = u.id
    left join unit_quota q on q.unit_id = u.id
    where u.ended_on is null or u.ended_on > hub_today() or own.files > 0 or q.unit_id is not null
    order by 4 desc, u.code`
}

async function readOrphans(db: Db): Promise<StorageAnswer['orphans']> {
  const [row] = await db.$queryRaw<Amount[]>`
    select count(*)::int as files, coalesce(sum(size), 0)::float8 as bytes from store_orphan`
  const last = await db.storeSweep.findFirst({ where: { endedAt: { not: null } }, orderBy: { startedAt: 'desc' } })
  const amount = row ?? { files: 0, bytes: 0 }
  return { ...amount, held: last?.held ?? false, sweptAt: last?.endedAt?.toISOString() ?? null }
}
