import { createHash, createHmac } from 'node:crypto'
import { type KeyCreation, Meilisearch, MeilisearchApiError } from 'meilisearch'
import type { EngineConfig } from '#server/platform/search-config'
import { EngineError, engineError } from './engine-error.ts'
import { isNewEnough, oldestServer } from './meilisearch-settings.ts'

/** The engine with the rights of one task. `uid`: the index that is asked; `next`: the one being built; `marker`: what generation they are. */
export type EngineConnection = {
  uid: string
  next: string
  marker: string
  /** Runs `work` with a client that may search. Throws EngineError. */
  search<T>(work: (client: Meilisearch) => Promise<T>): Promise<T>
  /** Runs `work` with a client that may write. Throws EngineError. */
  write<T>(work: (client: Meilisearch) => Promise<T>): Promise<T>
}

type Actions = KeyCreation['actions']
const rights: Record<'search' | 'write', Actions> = {
  search: ['search', 'version'],
  write: [
    ...['search', 'version', 'documents.add', 'documents.get', 'documents.delete', 'indexes.create', 'indexes.get'],
    ...['indexes.delete', 'indexes.swap', 'settings.get', 'settings.update', 'stats.get', 'tasks.get'],
  ],
}

/** How long the engine is waited for: a search that takes longer is answered by Postgres; a batch of documents is megabytes. */
const timeouts = { search: 2_500, write: 30_000 }

/**
 * Opens nothing yet: the first call asks for the version and, where the given key is the master key, makes the two keys of the hub (or finds
 * them), so that the master key is used for nothing else. A key that may not make keys is used as it is.
 */
export function connectEngine(config: EngineConfig, given: Partial<typeof timeouts> = {}): EngineConnection {
  const client = (apiKey: string | null, timeout: number) =>
    new Meilisearch({ host: config.url, timeout, ...(apiKey ? { apiKey } : {}) })
  const opened: Partial<Record<keyof typeof rights, Promise<Meilisearch>>> = {}
  const open = async (task: keyof typeof rights): Promise<Meilisearch> => {
    const timeout = given[task] ?? timeouts[task]
    const own = client(await keyFor(client(config.key, timeout), config, task), timeout)
    // Whatever answers there: another server's JSON, or null.
    const pkgVersion = ((await own.getVersion()) as { pkgVersion?: unknown } | null)?.pkgVersion
    if (typeof pkgVersion !== 'string') throw new EngineError('away', 'it does not answer as Meilisearch does')
    if (!isNewEnough(pkgVersion))
      throw new EngineError('ours', `Meilisearch ${pkgVersion} is too old: the hub needs ${oldestServer} or newer`)
    return own
  }
  const run = async <T>(task: keyof typeof rights, work: (client: Meilisearch) => Promise<T>): Promise<T> => {
    try {
      opened[task] ??= open(task)
      return await work(await opened[task])
    } catch (error) {
      const known = engineError(error)
      // Another server may stand there next time, with other keys.
      if (known) delete opened[task]
      throw known ?? error
    }
  }
  return {
    ...{ uid: `${config.prefix}assets`, next: `${config.prefix}assets_next`, marker: `${config.prefix}generation` },
    search: work => run('search', work),
    write: work => run('write', work),
  }
}

async function keyFor(given: Meilisearch, config: EngineConfig, task: keyof typeof rights): Promise<string | null> {
  if (!config.key) return null
  const uid = keyUid(config.prefix, task)
  const wanted = { uid, actions: rights[task], indexes: [`${config.prefix}*`], expiresAt: null }
  try {
    const known = await given.getKey(uid).catch(error => {
      if (codeOf(error) === 'api_key_not_found') return null
      throw error
    })
    if (known && sameActions(known.actions, wanted.actions)) return known.key || derivedKey(config.key, uid)
    // What a key may do cannot be changed; the same uid gives the same key.
    if (known) await given.deleteKey(uid)
    return (await given.createKey({ ...wanted, name: `media hub: ${task}` })).key
  } catch (error) {
    // Two processes start at once.
    if (codeOf(error) === 'api_key_already_exists') return (await given.getKey(uid)).key || derivedKey(config.key, uid)
    if (codeOf(error) === 'invalid_api_key' || codeOf(error) === 'missing_master_key') return config.key
    throw error
  }
}

/** As the reference says a key is made of its uid and the master key; for servers that show it only once. */
const derivedKey = (master: string, uid: string): string => createHmac('sha256', master).update(uid).digest('hex')

const codeOf = (error: unknown): string | undefined =>
  error instanceof MeilisearchApiError ? error.cause?.code : undefined
const sameActions = (a: readonly string[], b: readonly string[]) => [...a].sort().join() === [...b].sort().join()

/** A uid of its own for each prefix and task, the same at every start. */
function keyUid(prefix: string, task: string): string {
  const hex = createHash('sha256').update(`media hub ${prefix} ${task}`).digest('hex')
  // The engine takes versions it knows: this one is marked as random.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
