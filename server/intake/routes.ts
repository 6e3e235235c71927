import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Outbound } from '#server/platform/outbound-fetch'
import { createSource, deleteSource, editSource, fetchSourceNow } from './change-sources.ts'
import { pasteAddress } from './paste-address.ts'
import { listRelayItems, readRelayItem } from './relay-view.ts'
import { listSources, readSourceView } from './source-view.ts'
import { dismissItem, restoreItem, takeItem } from './take-item.ts'

/** What comes in from elsewhere: sources, their items, addresses that people paste. */
export function intakeRouter(deps: { db: Db; outbound: Outbound; config: { publicUrl: string } }): Router {
  const { db } = deps
  const router = Router()
  mountSources(router, db)
  mount(router, operations.listRelayItems, ({ caller, query }) => {
    requirePerson(caller.actor)
    return listRelayItems(db, caller.actor, query)
  })
  mount(router, operations.pasteAddress, async ({ caller, body }) => {
    requirePerson(caller.actor)
    const id = await pasteAddress(deps, caller, body)
    return { item: await readRelayItem(db, caller.actor, id) }
  })
  mount(router, operations.takeRelayItem, async ({ caller, params, body }) => {
    requirePerson(caller.actor)
    await takeItem(db, caller, params.id!, body)
    return { item: await readRelayItem(db, caller.actor, params.id!) }
  })
  mount(router, operations.dismissRelayItem, async ({ caller, params }) => {
    requirePerson(caller.actor)
    await dismissItem(db, caller, params.id!)
    return { item: await readRelayItem(db, caller.actor, params.id!) }
  })
  mount(router, operations.restoreRelayItem, async ({ caller, params }) => {
    requirePerson(caller.actor)
    await restoreItem(db, caller, params.id!)
    return { item: await readRelayItem(db, caller.actor, params.id!) }
  })
  return router
}

function mountSources(router: Router, db: Db): void {
  mount(router, operations.listSources, async ({ caller }) => {
    requirePerson(caller.actor)
    return { sources: await listSources(db, caller.actor) }
  })
  mount(router, operations.createSource, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'curate')
    return { source: await readSourceView(db, caller.actor, await createSource(db, caller, body)) }
  })
  mount(router, operations.editSource, async ({ caller, params, body }) => {
    requireHubRole(caller.actor, 'curate')
    await editSource(db, caller, params.id!, body)
    return { source: await readSourceView(db, caller.actor, params.id!) }
  })
  mount(router, operations.deleteSource, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    await deleteSource(db, caller, params.id!)
  })
  mount(router, operations.fetchSource, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'curate')
    await fetchSourceNow(db, caller, params.id!)
    return { source: await readSourceView(db, caller.actor, params.id!) }
  })
}
