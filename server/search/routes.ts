import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { SearchQuery } from '#contracts/search'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { createGate } from '#server/platform/gate'
import { requestLanguage } from '#server/platform/request-language'
import { findSimilar } from './find-similar.ts'
import { searchAssets } from './search-assets.ts'
import type { SearchIndex } from './search-index.ts'
import { suggest } from './suggest.ts'

/** Hears of each first page that was shown, beside the request. */
type Listening = { hear(heard: { asker: string; query: SearchQuery; total: number }): void }

/** The search of the API. Anonymous people find what is public. */
export function searchRouter(deps: { db: Db; index: SearchIndex; searches?: Listening }): Router {
  const router = Router()
  // Six of the server's sixteen connections: a rush of searches leaves the rest to everybody else.
  const gate = createGate(6, 60)
  mount(router, operations.searchAssets, async ({ caller, query, req }) => {
    const answer = await gate(() =>
      searchAssets(deps, caller.actor, query, requestLanguage(req.get('accept-language'))),
    )
    const asker = caller.actor.kind === 'person' ? caller.actor.id : caller.origin.address
    if (asker && query.cursor === undefined) deps.searches?.hear({ asker, query, total: answer.total })
    return answer
  })
  mount(router, operations.suggestSearch, ({ caller, query, req }) =>
    gate(() => suggest(deps, caller.actor, query.q, requestLanguage(req.get('accept-language')))),
  )
  mount(router, operations.listSimilar, async ({ caller, params }) => ({
    similar: await gate(() => findSimilar(deps.db, caller.actor, params.id!)),
  }))
  return router
}
