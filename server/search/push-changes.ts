import type { Meilisearch } from 'meilisearch'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { EngineError } from './engine-error.ts'
import { type ReadState, readEngineDocuments } from './read-engine-documents.ts'
import { writeDocuments } from './write-engine.ts'

const batch = 200

/**
 * Tells the engine of changed assets, those whose permission changed first: their state as it is now, confirmed by the engine before the note of
 * the change goes. A change that comes meanwhile has a later number and is told next; one writer tells one after the other, so that an older
 * state never lands on a newer. Returns how many were told.
 */
export async function pushChanges(db: Db, client: Meilisearch, uids: readonly string[], log: Log): Promise<number> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select asset_id as id from search_change order by closed desc, seq limit ${batch}`
  if (rows.length === 0) return 0
  const states = await readEngineDocuments(
    db,
    rows.map(({ id }) => id),
  )
  await pushStates(db, client, uids, states, log)
  return rows.length
}

async function pushStates(
  db: Db,
  client: Meilisearch,
  uids: readonly string[],
  states: readonly ReadState[],
  log: Log,
): Promise<void> {
  try {
    for (const uid of uids)
      await writeDocuments(client, uid, {
        put: states.flatMap(({ document }) => document ?? []),
        remove: states.flatMap(({ id, document }) => (document ? [] : [id])),
      })
  } catch (error) {
    if (!(error instanceof EngineError && error.failure === 'ours')) throw error
    // One document that the engine does not take must not hold up all others.
    if (states.length > 1) {
      for (const state of states) await pushStates(db, client, uids, [state], log)
      return
    }
    log.error({ event: 'search.document-refused', assetId: states[0]?.id, said: error.message })
    await putOff(db, states[0]?.id ?? '')
    return
  }
  const ids = states.map(({ id }) => id)
  const seqs = states.map(({ seq }) => seq ?? '0')
  await db.$executeRaw`
    delete from search_change c using unnest(${ids}::uuid[], ${seqs}::bigint[]) as told (id, seq)
    where c.asset_id = told.id and c.seq = told.seq`
}

async function putOff(db: Db, id: string): Promise<void> {
  await db.$executeRaw`update search_change set seq = nextval('search_change_seq') where asset_id = ${id}::uuid`
}
