import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { createGate } from '#server/platform/gate'
import { addSynonyms, changeSynonyms, listSynonyms, removeSynonyms } from './edit-synonyms.ts'
import { previewSynonyms } from './preview-synonyms.ts'
import type { SearchIndex } from './search-index.ts'

/** The glossary of the search, for administrators. */
export function synonymRouter(deps: { db: Db; index: SearchIndex }): Router {
  const { db } = deps
  const router = Router()
  // Up to forty searches each.
  const gate = createGate(1, 4)
  mount(router, operations.listSynonyms, async ({ caller, query }) => {
    requireHubRole(caller.actor, 'administer')
    return { groups: await listSynonyms(db, query) }
  })
  mount(router, operations.addSynonyms, async ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    return { group: await addSynonyms(db, caller, body) }
  })
  mount(router, operations.changeSynonyms, async ({ caller, params, body }) => {
    requireHubRole(caller.actor, 'administer')
    return { group: await changeSynonyms(db, caller, params.id!, body) }
  })
  mount(router, operations.removeSynonyms, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'administer')
    await removeSynonyms(db, caller, params.id!)
  })
  mount(router, operations.previewSynonyms, ({ caller, body }) => {
    requireHubRole(caller.actor, 'administer')
    return gate(() => previewSynonyms(deps, caller.actor, body))
  })
  return router
}
