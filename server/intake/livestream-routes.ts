import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requirePerson } from '#server/identity/require-person'
import { type Db, databaseNow } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { createLivestream, deleteLivestream, editLivestream, setReminder } from './change-livestreams.ts'
import type { EmbedDeps } from './find-embed.ts'
import { listLivestreams, readLivestream } from './livestream-view.ts'
import { writeEvent } from './write-event.ts'

/** Live streams that units share with one another. */
export function livestreamsRouter(deps: EmbedDeps & { db: Db }): Router {
  const { db, config } = deps
  const router = Router()
  mount(router, operations.listLivestreams, async ({ caller, query }) => {
    requirePerson(caller.actor)
    return { livestreams: await listLivestreams(db, caller.actor, query) }
  })
  mount(router, operations.createLivestream, async ({ caller, body }) => {
    const id = await createLivestream(deps, caller, body)
    return { livestream: await readLivestream(db, caller.actor, id) }
  })
  mount(router, operations.readLivestream, async ({ caller, params }) => {
    requirePerson(caller.actor)
    return { livestream: await readLivestream(db, caller.actor, params.id!) }
  })
  mount(router, operations.editLivestream, async ({ caller, params, body }) => {
    requirePerson(caller.actor)
    await editLivestream(deps, caller, params.id!, body)
    return { livestream: await readLivestream(db, caller.actor, params.id!) }
  })
  mount(router, operations.deleteLivestream, async ({ caller, params }) => {
    requirePerson(caller.actor)
    await deleteLivestream(db, caller, params.id!)
  })
  mount(router, operations.downloadLivestreamEvent, async ({ caller, params, res }) => {
    requirePerson(caller.actor)
    const stream = await readLivestream(db, caller.actor, params.id!)
    const event = writeEvent(stream, config.publicUrl, await databaseNow(db))
    res.type('text/calendar; charset=utf-8')
    res.set('content-disposition', 'attachment; filename="phat-truc-tiep.ics"').send(event)
  })
  mount(router, operations.remindOfLivestream, async ({ caller, params }) => {
    await setReminder(db, caller, params.id!, true)
    return { livestream: await readLivestream(db, caller.actor, params.id!) }
  })
  mount(router, operations.forgetLivestream, async ({ caller, params }) => {
    await setReminder(db, caller, params.id!, false)
    return { livestream: await readLivestream(db, caller.actor, params.id!) }
  })
  return router
}
