import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requirePerson } from '#server/identity/require-person'
import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { hubSecret } from '#server/platform/secrets'
import type { SearchIndex } from '#server/search/search-index'
import { findSavedSearch, listSavedSearches } from './find-saved-search.ts'
import { listSearchTerms } from './list-search-terms.ts'
import { createSavedSearch, deleteSavedSearch, editSavedSearch } from './save-search.ts'
import { readUnsubscription, unsubscribe } from './unsubscribe.ts'

type Deps = { db: Db; index: SearchIndex; config: Pick<Config, 'dataDir' | 'publicUrl'> }

/** A person's own searches, the links that stop their letters, and what is searched for. */
export function savedSearchesRouter(deps: Deps): Router {
  const { db, config } = deps
  const router = Router()
  mount(router, operations.listSavedSearches, async ({ caller: { actor } }) => {
    requirePerson(actor)
    return { savedSearches: await listSavedSearches(db, actor) }
  })
  mount(router, operations.createSavedSearch, async ({ caller: { actor }, body }) => {
    requirePerson(actor)
    return { savedSearch: await findSavedSearch(db, actor, await createSavedSearch(deps, actor, body)) }
  })
  mount(router, operations.readSavedSearch, async ({ caller: { actor }, params }) => {
    requirePerson(actor)
    return { savedSearch: await findSavedSearch(db, actor, params.id!) }
  })
  mount(router, operations.editSavedSearch, async ({ caller: { actor }, params, body }) => {
    requirePerson(actor)
    await editSavedSearch(deps, actor, params.id!, body)
    return { savedSearch: await findSavedSearch(db, actor, params.id!) }
  })
  mount(router, operations.deleteSavedSearch, async ({ caller: { actor }, params }) => {
    requirePerson(actor)
    await deleteSavedSearch(db, actor, params.id!)
  })
  mount(router, operations.listSearchTerms, ({ caller, query }) => listSearchTerms(db, caller.actor, query.month))
  mountUnsubscription(router, db, config)
  return router
}

function mountUnsubscription(router: Router, db: Db, config: Deps['config']): void {
  let known: Promise<string> | null = null
  const secret = () => {
    known ??= hubSecret(config.dataDir, 'session-secret')
    return known
  }
  // A mail program without the one-click button opens the header's address in a browser: there the page asks first.
  router.get(operations.readUnsubscription.path.replace('{token}', ':token'), (req, res, next) => {
    if (req.accepts(['json', 'html']) !== 'html') return next()
    res.redirect(303, `${config.publicUrl}/ngung-nhan-thu/${encodeURIComponent(String(req.params.token))}`)
  })
  mount(router, operations.readUnsubscription, async ({ params }) =>
    readUnsubscription(db, params.token!, await secret()),
  )
  mount(router, operations.unsubscribe, async ({ params }) => unsubscribe(db, params.token!, await secret()))
}
