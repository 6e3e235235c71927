import type { Meilisearch } from 'meilisearch'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { buildStep, holdsGeneration } from './build-index.ts'
import type { EngineConnection } from './engine-connection.ts'
import { engineError } from './engine-error.ts'
import { beginBuilding, type Lease, leaveLease, noteFailure, takeLease } from './engine-lease.ts'
import { pushChanges } from './push-changes.ts'

const everyMs = 250
const longestPauseMs = 15_000
// An engine that lost its data or was replaced is noticed within this time.
const lookEveryMs = 10_000

type Deps = { db: Db; engine: EngineConnection; log: Log }

/**
 * Keeps the engine as the database is, as long as the process lives: changes within a quarter of a second of their commit, the whole index where
 * it is not there, is of another recipe, or is asked for anew. Any number of processes may run it; the lease lets one work. Where the
 * engine is away the changes wait in the database. `stop` waits for the step under way.
 */
export function startEngineWriter(deps: Deps): { stop(): Promise<void> } {
  const step = engineWriter(deps)
  let stopping = false
  let timer: NodeJS.Timeout
  let round: Promise<void>
  let pause = everyMs
  const next = () => {
    round = step
      .work()
      .then(
        more => {
          pause = more ? 0 : everyMs
        },
        error => {
          pause = Math.min(Math.max(pause, everyMs) * 2, longestPauseMs)
          return tell(deps, error)
        },
      )
      .finally(() => {
        if (!stopping) timer = setTimeout(next, pause)
      })
  }
  next()
  return {
    async stop() {
      stopping = true
      clearTimeout(timer)
      await round
      await step.leave().catch(error => deps.log.error({ event: 'search.engine-writer', error }))
    },
  }
}

async function tell({ db, log }: Deps, error: unknown): Promise<void> {
  try {
    const known = engineError(error)
    if (!known) log.error({ event: 'search.engine-writer', error })
    else if (await noteFailure(db, known))
      log.error({ event: 'search.engine-down', failure: known.failure, said: known.message })
  } catch (again) {
    log.error({ event: 'search.engine-writer', error: again })
  }
}

/** One writer; `work` does one step and returns whether there is more. Throws EngineError where the engine fails. */
export function engineWriter({ db, engine, log }: Deps): { work(): Promise<boolean>; leave(): Promise<void> } {
  const me = newId()
  let lookedAt = Number.NEGATIVE_INFINITY
  return {
    leave: () => leaveLease(db, me),
    async work() {
      const lease = await takeLease(db, me)
      if (!lease) return false
      const looks = performance.now() - lookedAt > lookEveryMs
      // After a failure the next step looks again.
      lookedAt = Number.NEGATIVE_INFINITY
      const more = await engine.write(async client => {
        const held = looks ? await look({ db, engine, log }, client, lease) : lease
        return writeStep({ db, engine, log }, client, held)
      })
      lookedAt = performance.now()
      return more
    },
  }
}

/** Whether the engine still has what it should; a new index is begun where it has not. */
async function look({ db, engine, log }: Deps, client: Meilisearch, lease: Lease): Promise<Lease> {
  const holds = await holdsGeneration(client, engine, lease)
  if (await noteFailure(db, null)) log.info({ event: 'search.engine-up' })
  if (holds) return lease
  log.warn({ event: 'search.index-lost' })
  return beginBuilding(db, false)
}

async function writeStep({ db, engine, log }: Deps, client: Meilisearch, lease: Lease): Promise<boolean> {
  if (lease.state === 'ready') return (await pushChanges(db, client, [engine.uid], log)) > 0
  if (await buildOn({ db, engine, log }, client, lease)) log.info({ event: 'search.index-built' })
  else await pushChanges(db, client, [...(lease.serves ? [engine.uid] : []), engine.next], log)
  return true
}

/** A step of the building; where the new index is gone or does not compare, it is begun anew, and the failure told. */
async function buildOn({ db, engine }: Deps, client: Meilisearch, lease: Lease): Promise<boolean> {
  try {
    return await buildStep(db, client, engine, lease)
  } catch (error) {
    const known = engineError(error)
    if (known?.failure === 'lost' || known?.failure === 'ours') await beginBuilding(db, lease.serves)
    throw error
  }
}
