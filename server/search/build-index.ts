import type { Meilisearch } from 'meilisearch'
import { type Db, transaction } from '#server/platform/db'
import type { EngineConnection } from './engine-connection.ts'
import { EngineError } from './engine-error.ts'
import { type Lease, noteBuilt, noteReady } from './engine-lease.ts'
import { noteChange } from './engine-state.ts'
import { fold } from './fold.ts'
import { engineSettings } from './meilisearch-settings.ts'
import { readEngineDocuments } from './read-engine-documents.ts'
import { makeIndex, settled, swapIn, writeDocuments } from './write-engine.ts'

const batch = 500
const beginning = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
const canaries = 20

/**
 * One step of building the new index beside the one that answers, the newest items first; a process that is killed goes on where it was. What
 * changes meanwhile is told to both (push-changes.ts), between the steps and never during one. The last step compares and lets the new index
 * stand in the old one's place. Returns whether it is done.
 */
export async function buildStep(db: Db, client: Meilisearch, engine: EngineConnection, lease: Lease): Promise<boolean> {
  if (lease.builtTo === null) {
    await makeIndex(client, engine.next, engineSettings)
    await markGeneration(client, engine, 'building', lease.generation)
    await noteBuilt(db, beginning)
    return false
  }
  const rows = await db.$queryRaw<{ id: string }[]>`
    select id from asset where life = 'active' and id < ${lease.builtTo}::uuid order by id desc limit ${batch}`
  const states = await readEngineDocuments(
    db,
    rows.map(({ id }) => id),
  )
  const put = states.flatMap(({ document }) => document ?? [])
  await writeDocuments(client, engine.next, { put, remove: [] }).catch(error => leaveToPushing(db, error, put))
  const last = rows.at(-1)
  if (last) await noteBuilt(db, last.id)
  if (rows.length === batch) return false
  await compare(db, client, engine)
  await swapIn(client, engine)
  await markGeneration(client, engine, 'generation', lease.generation)
  await noteReady(db)
  return true
}

/** One document that the engine does not take stops no building: the batch is told one by one, by who does that. */
async function leaveToPushing(db: Db, error: unknown, documents: readonly { id: string }[]): Promise<void> {
  if (!(error instanceof EngineError && error.failure === 'ours')) throw error
  await transaction(db, async tx => {
    for (const { id } of documents) await noteChange(tx, id)
  })
}

/** Whether the engine holds what Postgres believes it holds: the generation that answers, or the one being built. */
export async function holdsGeneration(client: Meilisearch, engine: EngineConnection, lease: Lease): Promise<boolean> {
  const id = lease.state === 'ready' ? 'generation' : 'building'
  if (id === 'building' && lease.builtTo === null) return true
  try {
    const { value } = await client.index(engine.marker).getDocument<{ value: string }>(id)
    return value === lease.generation
  } catch (error) {
    const code = (error as { cause?: { code?: string } }).cause?.code
    if (code === 'index_not_found' || code === 'document_not_found') return false
    throw error
  }
}

async function markGeneration(client: Meilisearch, engine: EngineConnection, id: string, value: string): Promise<void> {
  await settled(client.index(engine.marker).addDocuments([{ id, value }], { primaryKey: 'id' }))
}

/** Throws where the new index has not what the database has: counts, and items picked at random, by their id and by their words. */
async function compare(db: Db, client: Meilisearch, engine: EngineConnection): Promise<void> {
  const [count] = await db.$queryRaw<{ items: number; changing: number }[]>`
    select (select count(*)::int from asset where life = 'active') as items, (select count(*)::int from search_change) as changing`
  const { numberOfDocuments } = await client.index(engine.next).getStats()
  const { items, changing } = count ?? { items: 0, changing: 0 }
  if (Math.abs(numberOfDocuments - items) > changing)
    throw new EngineError('ours', `the new index has ${numberOfDocuments} items of ${items}`)
  const picked = await db.$queryRaw<{ id: string; title: string }[]>`
    select a.id, a.title from asset a
    where a.life = 'active' and not exists (select from search_change c where c.asset_id = a.id)
    order by md5(a.id::text || ${engine.next} || now()::text) limit ${canaries}`
  for (const { id, title } of picked) await findCanary(client, engine.next, id, fold(title))
}

async function findCanary(client: Meilisearch, uid: string, id: string, title: string): Promise<void> {
  // The engine reads ten words or phrases; a phrase of more than some words proves no more.
  const words = title.split(' ').slice(0, 6).join(' ')
  const { hits } = await client.index(uid).search(words === '' ? '' : `"${words}"`, {
    filter: `id IN ["${id}"]`,
    attributesToRetrieve: ['id'],
    limit: 1,
  })
  if (hits.length === 0) throw new EngineError('ours', `the new index does not find item ${id}`)
}
