import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { createBroadcast, deleteBroadcast, editBroadcast } from './change-broadcasts.ts'
import { importBroadcasts } from './import-broadcasts.ts'
import { broadcastsCsv, listBroadcasts, readBroadcast } from './list-broadcasts.ts'

/** The broadcast log: what the units aired. */
export function broadcastsRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listBroadcasts, ({ caller, query }) => {
    requirePerson(caller.actor)
    return listBroadcasts(db, caller.actor, query)
  })
  mount(router, operations.downloadBroadcasts, async ({ caller, query, res }) => {
    requirePerson(caller.actor)
    const csv = await broadcastsCsv(db, caller.actor, query)
    const name = `nhat-ky-phat-song${query.month ? `-${query.month}` : ''}.csv`
    res.type('text/csv; charset=utf-8').set('content-disposition', `attachment; filename="${name}"`).send(csv)
  })
  mount(router, operations.createBroadcast, async ({ caller, body }) => {
    requirePerson(caller.actor)
    return { broadcast: await readBroadcast(db, caller.actor, await createBroadcast(db, caller, body)) }
  })
  mount(router, operations.importBroadcasts, ({ caller, body }) => {
    requirePerson(caller.actor)
    return importBroadcasts(db, caller, body)
  })
  mount(router, operations.editBroadcast, async ({ caller, params, body }) => {
    requirePerson(caller.actor)
    await editBroadcast(db, caller, params.id!, body)
    return { broadcast: await readBroadcast(db, caller.actor, params.id!) }
  })
  mount(router, operations.deleteBroadcast, async ({ caller, params }) => {
    requirePerson(caller.actor)
    await deleteBroadcast(db, caller, params.id!)
  })
  return router
}
