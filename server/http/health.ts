import { Router } from 'express'
import type { Db } from '#server/platform/db'
import type { ObjectStore } from '#server/storage/object-store'

/** `/livez`: the process answers. `/readyz`: it can do its work (database and store), 503 with the part that fails otherwise. */
export function healthRouter(deps: { db: Db; store: ObjectStore; draining: () => boolean }): Router {
  const router = Router()
  router.get('/livez', (_req, res) => void res.json({ status: 'ok' }))
  router.get('/readyz', async (_req, res) => {
    const [database, store] = await Promise.all([
      works(() => deps.db.$queryRaw`select 1`),
      works(() => deps.store.check()),
    ])
    const ready = database && store && !deps.draining()
    const word = (ok: boolean) => (ok ? 'ok' : 'failed')
    res.status(ready ? 200 : 503).json({
      status: ready ? 'ok' : 'failed',
      database: word(database),
      store: word(store),
      draining: deps.draining(),
    })
  })
  return router
}

const works = (check: () => Promise<unknown>) =>
  check().then(
    () => true,
    () => false,
  )
