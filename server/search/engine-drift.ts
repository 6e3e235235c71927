import type { Db } from '#server/platform/db'
import { compareStates, type Drift } from './drift.ts'
import type { EngineConnection } from './engine-connection.ts'
import { readEngineDocuments } from './read-engine-documents.ts'

const page = 1_000

/**
 * Compares the engine with the items: every id both ways, and `sample` items picked at random by the hash of their document. What the engine has
 * yet to hear of is no drift. Null while no index of today's recipe stands. Throws EngineError.
 */
export async function engineDrift(db: Db, engine: EngineConnection, sample: number): Promise<Drift | null> {
  const [row] = await db.$queryRaw<{ state: string }[]>`select state from search_engine`
  if (row?.state !== 'ready') return null
  const [there, indexed] = [new Map<string, string>(), new Map<string, string>()]
  const states = await engine.write(async client => {
    const states = new Map<string, string>()
    const index = client.index(engine.uid)
    for (let offset = 0; ; offset += page) {
      const { results } = await index.getDocuments<{ id: string; state: string }>({
        fields: ['id', 'state'],
        limit: page,
        offset,
      })
      for (const { id, state } of results) states.set(id, state)
      if (results.length < page) return states
    }
  })
  // Read after the engine: what changed meanwhile is noted by now, and left out.
  const rows = await db.$queryRaw<{ id: string }[]>`select id from asset where life = 'active'`
  const changing = new Set(
    (
      await db.$queryRaw<{ id: string }[]>`
      select asset_id as id from search_change
      union select substr(key, 7)::uuid from graphile_worker.jobs where key like 'index:%' and attempts < max_attempts`
    ).map(({ id }) => id),
  )
  const picked = rows
    .map(({ id }) => ({ id, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, sample)
  const looked = new Map(
    (
      await readEngineDocuments(
        db,
        picked.map(({ id }) => id),
      )
    ).map(({ id, document }) => [id, document?.state]),
  )
  for (const { id } of rows) if (!changing.has(id)) there.set(id, looked.get(id) ?? states.get(id) ?? '')
  for (const [id, state] of states) if (!changing.has(id)) indexed.set(id, state)
  return { items: rows.length, indexed: states.size, lookedAt: looked.size, ...compareStates(there, indexed) }
}
