import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { hubName } from './curating-unit.ts'

/** What the sign-in page shows; open to all. */
export function signInRouter({ db, config }: { db: Db; config: Pick<Config, 'openId'> }): Router {
  const router = Router()
  mount(router, operations.readSignInOptions, async () => ({
    hub: { name: await hubName(db) },
    singleSignOn: config.openId ? { name: config.openId.name } : null,
  }))
  return router
}
