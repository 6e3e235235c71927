import type { Db } from '#server/platform/db'
import type { EngineConfig } from '#server/platform/search-config'
import { engineState } from './engine-state.ts'

type Drift = {
  engine: string
  at: Date
  items: number
  indexed: number
  missing: number
  extra: number
  different: number
}

/** How the search stands, as lines for whoever looks after the hub. Not healthy: an engine is configured and does not answer. */
export async function tellSearch(db: Db, engine: EngineConfig | null): Promise<{ lines: string[]; healthy: boolean }> {
  const state = engine ? await engineState(db) : null
  const healthy = engine === null || (state?.serves === true && state.failingSince === null)
  const drifts = await db.$queryRaw<Drift[]>`
    select distinct on (engine) engine, at, items, indexed, missing, extra, different from search_drift order by engine, at desc`
  const told = state
    ? [
        state.state === 'building' ? 'a new index is being built' : 'the index is whole',
        `changes that it has yet to hear of: ${state.waiting}${state.oldest ? `, the oldest of ${state.oldest.toISOString()}` : ''}`,
        ...(state.failingSince ? [`FAILING since ${state.failingSince.toISOString()}: ${state.failure}`] : []),
      ]
    : []
  return {
    healthy,
    lines: [
      engine ? `engine: Meilisearch at ${new URL(engine.url).origin}` : 'engine: Postgres',
      ...(engine ? [healthy ? 'searches are answered by it' : 'searches are answered by Postgres meanwhile'] : []),
      ...told,
      ...drifts.map(
        ({ engine: name, at, items, indexed, missing, extra, different }) =>
          `compared ${at.toISOString()}, ${name}: ${items} items, ${indexed} indexed, ${missing} missing, ${extra} too many, ${different} different`,
      ),
    ],
  }
}
