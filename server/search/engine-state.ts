import type { Db, Tx } from '#server/platform/db'
import { EngineError } from './engine-error.ts'
import type { Now } from './meilisearch-filter.ts'
import { engineRecipe } from './meilisearch-settings.ts'

/** More items than this that the engine must not speak of, and it is too far behind to be asked. */
const mostHidden = 500

/** The moment of a search: the database's clock, and what the engine does not know as it is. */
export type EngineMoment = { now: Now; hidden: string[] }

type Row = { now: number; serving: string | null; hidden: string[] }

/** Throws EngineError `lost` while no index of this recipe stands, `away` while the engine is too far behind to be believed. */
export async function engineMoment(tx: Db | Tx): Promise<EngineMoment> {
  const [row] = await tx.$queryRaw<Row[]>`
    select floor(extract(epoch from now()) * 1000)::float8 as now,
      (select serving from search_engine) as serving,
      array(select asset_id::text from search_change where closed order by seq limit ${mostHidden + 1}) as hidden`
  if (row?.serving !== engineRecipe) throw new EngineError('lost', 'the index is not built yet')
  if (row.hidden.length > mostHidden) throw new EngineError('away', 'the engine has too much to catch up with')
  return row
}

/** Notes that the engine does not hold an asset as it is, in the transaction of the change. Nothing where no engine is used. */
export async function noteChange(tx: Tx, assetId: string): Promise<void> {
  await noteChanges(tx, [assetId])
}

/** As `noteChange` for many, always in the same order: two writers never wait for each other. */
export async function noteChanges(tx: Tx, assetIds: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    insert into search_change (asset_id)
    select distinct id from unnest(${[...assetIds]}::uuid[]) as id where exists (select from search_engine) order by id
    on conflict (asset_id) do update set seq = nextval('search_change_seq'), at = now()`
}

/** How the engine stands, for whoever looks after the hub; null where none was ever used. */
export type EngineState = {
  state: 'building' | 'ready'
  serves: boolean
  waiting: number
  oldest: Date | null
  failingSince: Date | null
  failure: string | null
}

/** Reads it. */
export async function engineState(db: Db): Promise<EngineState | null> {
  const [row] = await db.$queryRaw<EngineState[]>`
    select e.state, coalesce(e.serving = ${engineRecipe}, false) as serves, e.failing_since as "failingSince", e.failure,
      (select count(*)::int from search_change) as waiting, (select min(at) from search_change) as oldest
    from search_engine e`
  return row ?? null
}
