import { Router } from 'express'
import type { Db } from '#server/platform/db'
import { engineState } from '#server/search/engine-state'
import type { ObjectStore } from '#server/storage/object-store'

/**
 * `/livez`: the process answers. `/readyz`: it can do its work (database and store), 503 with the part that fails otherwise. `search` says
 * who answers searches: `postgres`; `engine`; `limited`, Postgres in the engine's stead. None of them keeps the hub from its work.
 */
export function healthRouter(deps: {
  db: Db
  store: ObjectStore
  config: { engine: unknown }
  draining: () => boolean
}): Router {
  const router = Router()
  const storeWorks = oncePerSecond(() => works(() => deps.store.check()))
  const search = () => (deps.config.engine ? searchedBy(deps.db) : 'postgres')
  router.get('/livez', (_req, res) => void res.json({ status: 'ok' }))
  router.get('/readyz', async (_req, res) => {
    const [database, store] = await Promise.all([works(() => deps.db.$queryRaw`select 1`), storeWorks()])
    const ready = database && store && !deps.draining()
    const word = (ok: boolean) => (ok ? 'ok' : 'failed')
    res.status(ready ? 200 : 503).json({
      status: ready ? 'ok' : 'failed',
      database: word(database),
      store: word(store),
      search: database ? await search() : 'failed',
      draining: deps.draining(),
    })
  })
  return router
}

async function searchedBy(db: Db): Promise<'engine' | 'limited'> {
  const state = await engineState(db).catch(() => null)
  return state?.serves && state.failingSince === null ? 'engine' : 'limited'
}

const works = (check: () => Promise<unknown>) =>
  check().then(
    () => true,
    () => false,
  )

/** The store's check writes and syncs a file: whoever asks more often than once a second gets the last answer. */
function oncePerSecond(check: () => Promise<boolean>): () => Promise<boolean> {
  let last: { at: number; answer: Promise<boolean> } | null = null
  return () => {
    if (!last || Date.now() - last.at > 1_000) last = { at: Date.now(), answer: check() }
    return last.answer
  }
}
