import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { EngineError } from './engine-error.ts'
import { engineRecipe } from './meilisearch-settings.ts'

/** What is being written to: `serves` where an index of today's recipe is asked already. `builtTo`: null before the new index is made. */
export type Lease = { generation: string; state: 'building' | 'ready'; builtTo: string | null; serves: boolean }

const leaseSeconds = 40

/**
 * Takes or keeps the right to write to the engine: one process at a time, another within 40 s of one that was killed. Null where another holds
 * it. The first call notes that an engine is used; where the recipe has changed a new index is begun.
 */
export async function takeLease(db: Db, writer: string): Promise<Lease | null> {
  const kept = await keptLease(db, writer)
  if (kept) return kept
  await db.$executeRaw`
    insert into search_engine (generation, recipe) values (${newId()}::uuid, ${engineRecipe}) on conflict do nothing`
  const taken = await db.$executeRaw`
    update search_engine set writer = ${writer}, writes_to = now() + make_interval(secs => ${leaseSeconds})
    where writer is null or writer = ${writer} or writes_to < now()`
  if (taken === 0) return null
  const lease = await keptLease(db, writer)
  return lease && lease.recipe !== engineRecipe ? beginBuilding(db, lease.serves) : lease
}

/** The writer's lease where it holds it for a while yet: who looks four times a second need not write as often. */
async function keptLease(db: Db, writer: string): Promise<(Lease & { recipe: string }) | null> {
  const [row] = await db.$queryRaw<(Lease & { recipe: string })[]>`
    select generation, state, built_to as "builtTo", recipe, coalesce(serving = ${engineRecipe}, false) as serves
    from search_engine where writer = ${writer} and writes_to > now() + make_interval(secs => ${leaseSeconds / 2})`
  return row ?? null
}

/** Begins a new index. `serves`: the one that stands goes on answering meanwhile. */
export async function beginBuilding(db: Db, serves: boolean): Promise<Lease> {
  const generation = newId()
  await db.$executeRaw`
    update search_engine set generation = ${generation}::uuid, recipe = ${engineRecipe}, state = 'building', built_to = null,
      serving = case when ${serves} then serving end`
  return { generation, state: 'building', builtTo: null, serves }
}

/** Notes how far the new index is: every asset with this id or a higher one is in it. */
export async function noteBuilt(db: Db, builtTo: string): Promise<void> {
  await db.$executeRaw`update search_engine set built_to = ${builtTo}::uuid`
}

/** Notes that the new index stands in its place. */
export async function noteReady(db: Db): Promise<void> {
  await db.$executeRaw`
    update search_engine set state = 'ready', serving = recipe, built_to = null, ready_at = now(), failing_since = null, failure = null`
}

/** Notes that the engine fails, or (null) that it works. Returns whether that is news. */
export async function noteFailure(db: Db, error: EngineError | null): Promise<boolean> {
  const said = error ? `${error.failure}: ${error.message}` : null
  const rows = await db.$executeRaw`
    update search_engine set failing_since = case when ${said}::text is null then null else coalesce(failing_since, now()) end, failure = ${said}
    where failure is distinct from ${said}`
  return rows > 0
}

/** Gives the right back, so that another need not wait. */
export async function leaveLease(db: Db, writer: string): Promise<void> {
  await db.$executeRaw`update search_engine set writer = null where writer = ${writer}`
}

/** Forgets the engine and what it should have heard: the hub is configured without one. */
export async function forgetEngine(db: Db): Promise<void> {
  await db.$executeRaw`delete from search_engine`
  await db.$executeRaw`delete from search_change`
}
