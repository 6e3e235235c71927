import type { Meilisearch, Settings, Task } from 'meilisearch'
import { EngineError } from './engine-error.ts'
import type { EngineDocument } from './meilisearch-document.ts'

/** A batch's bounds: the engine's own limit of a payload is 100 MB, and what is sent is held in memory here and there. */
export const mostDocuments = 500
const mostBytes = 8_000_000
const taskTimeoutMs = 120_000

/** Waits for a task and tells its failure: the client's `waitTask` gives back tasks that failed as if nothing was. Throws EngineError. */
export async function settled(task: Promise<unknown> & { waitTask(options?: object): Promise<Task> }): Promise<Task> {
  const done = await task.waitTask({ timeout: taskTimeoutMs, interval: 50 })
  if (done.status === 'succeeded') return done
  throw taskFailure(done)
}

/** What a task that did not succeed means. Pure. */
export function taskFailure({ type, status, error }: Pick<Task, 'type' | 'status' | 'error'>): EngineError {
  const said = `${type} ${status}: ${error?.code ?? 'no code'}: ${error?.message ?? ''}`.slice(0, 300)
  return new EngineError(error?.code === 'index_not_found' ? 'lost' : status === 'canceled' ? 'away' : 'ours', said)
}

/** Documents in batches of bounded count and bytes; one that is larger alone goes alone. Pure. */
export function batchesOf(documents: readonly EngineDocument[], bytes = mostBytes): EngineDocument[][] {
  const batches: EngineDocument[][] = []
  let size = 0
  for (const document of documents) {
    const own = Buffer.byteLength(JSON.stringify(document))
    const last = batches.at(-1)
    if (last && last.length < mostDocuments && size + own <= bytes) {
      last.push(document)
      size += own
    } else {
      batches.push([document])
      size = own
    }
  }
  return batches
}

/** Puts and removes documents of one index, each batch confirmed before the next. A document replaces the one with its id whole. */
export async function writeDocuments(
  client: Meilisearch,
  uid: string,
  { put, remove }: { put: readonly EngineDocument[]; remove: readonly string[] },
): Promise<void> {
  const index = client.index(uid)
  for (const batch of batchesOf(put)) await settled(index.addDocuments(batch, { primaryKey: 'id' }))
  if (remove.length > 0) await settled(index.deleteDocuments([...remove]))
}

/** An empty index with these settings, whatever stood under its name. */
export async function makeIndex(client: Meilisearch, uid: string, settings: Settings): Promise<void> {
  await dropIndex(client, uid)
  await settled(client.createIndex(uid, { primaryKey: 'id' }))
  await settled(client.index(uid).updateSettings(settings))
}

// No matter if it is not there.
async function dropIndex(client: Meilisearch, uid: string): Promise<void> {
  await settled(client.deleteIndex(uid)).catch(error => {
    if (!(error instanceof EngineError && error.failure === 'lost')) throw error
  })
}

/** Lets the new index stand in the old one's place, in one step of the engine; what stood there goes. */
export async function swapIn(client: Meilisearch, { uid, next }: { uid: string; next: string }): Promise<void> {
  // A swap needs both; making one that is there is a failed task, and no fault.
  await client.createIndex(uid, { primaryKey: 'id' }).waitTask({ timeout: taskTimeoutMs })
  await settled(client.swapIndexes([{ indexes: [uid, next], rename: false }]))
  await dropIndex(client, next)
}
