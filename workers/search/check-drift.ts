import type { Config } from '#server/platform/config'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { type Drift, hasDrifted } from '#server/search/drift'
import { connectEngine } from '#server/search/engine-connection'
import { engineDrift } from '#server/search/engine-drift'
import { engineError } from '#server/search/engine-error'
import { noteChange } from '#server/search/engine-state'
import { postgresDrift } from '#server/search/postgres-drift'

const sample = 200
const keptDays = 90
const behindPeople = 30

type Engine = 'postgres' | 'meilisearch'

/**
 * The job `search.drift`, nightly: counts and ids of the items against each index, and a sample word by word. What differs is indexed anew; what
 * was found is kept for 90 days and told in the log. Returns what was found, by engine.
 */
export async function checkDrift(deps: {
  db: Db
  log: Log
  config: Pick<Config, 'engine'>
}): Promise<Partial<Record<Engine, Drift>>> {
  const found: Partial<Record<Engine, Drift>> = { postgres: await postgresDrift(deps.db, sample) }
  const engine = await driftOfEngine(deps)
  if (engine) found.meilisearch = engine
  for (const [name, drift] of Object.entries(found)) await mend(deps, name as Engine, drift)
  await deps.db.$executeRaw`delete from search_drift where at < now() - make_interval(days => ${keptDays})`
  return found
}

async function driftOfEngine({ db, log, config }: Parameters<typeof checkDrift>[0]): Promise<Drift | null> {
  if (!config.engine) return null
  try {
    return await engineDrift(db, connectEngine(config.engine), sample)
  } catch (error) {
    const known = engineError(error)
    if (!known) throw error
    log.warn({ event: 'search.drift-not-asked', failure: known.failure, said: known.message })
    return null
  }
}

async function mend({ db, log }: { db: Db; log: Log }, engine: Engine, drift: Drift): Promise<void> {
  const { items, indexed, lookedAt, missing, extra, different } = drift
  const counts = { missing: missing.length, extra: extra.length, different: different.length }
  await transaction(db, async tx => {
    await tx.$executeRaw`
      insert into search_drift (id, engine, items, indexed, looked_at, missing, extra, different)
      values (${newId()}::uuid, ${engine}, ${items}, ${indexed}, ${lookedAt}, ${counts.missing}, ${counts.extra}, ${counts.different})`
    for (const assetId of [...missing, ...extra, ...different]) {
      if (engine === 'meilisearch') await noteChange(tx, assetId)
      else await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}`, priority: behindPeople })
    }
  })
  const line = { event: 'search.drift', engine, items, indexed, lookedAt, ...counts }
  if (hasDrifted(drift)) log.error(line)
  else log.info(line)
}
