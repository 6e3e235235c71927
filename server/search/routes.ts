import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { createGate } from '#server/platform/gate'
import { requestLanguage } from '#server/platform/request-language'
import { searchAssets } from './search-assets.ts'
import type { SearchIndex } from './search-index.ts'

/** The search of the API. Anonymous people find what is public. */
export function searchRouter(deps: { db: Db; index: SearchIndex }): Router {
  const router = Router()
  // Six of the server's sixteen connections: a rush of searches leaves the rest to everybody else.
  const gate = createGate(6, 60)
  mount(router, operations.searchAssets, ({ caller, query, req }) =>
    gate(() => searchAssets(deps, caller.actor, query, requestLanguage(req.get('accept-language')))),
  )
  return router
}
