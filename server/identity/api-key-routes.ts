import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { createApiKey } from './create-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { requirePerson } from './require-person.ts'
import { revokeApiKey } from './revoke-api-key.ts'

/** The own API keys of the person who is signed in. */
export function apiKeysRouter({ db }: { db: Db }): Router {
  const router = Router()
  mount(router, operations.listApiKeys, async ({ caller }) => {
    requirePerson(caller.actor)
    return { keys: await listApiKeys(db, caller.actor.id) }
  })
  mount(router, operations.createApiKey, ({ caller, body }) => {
    requirePerson(caller.actor)
    return createApiKey(db, caller, caller.actor.id, body)
  })
  mount(router, operations.revokeApiKey, ({ caller, params }) => {
    requirePerson(caller.actor)
    return revokeApiKey(db, caller, caller.actor.id, params.id!)
  })
  return router
}
