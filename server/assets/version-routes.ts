import { Router } from 'express'
import { operations } from '#contracts/operations'
import { requireHubRole, requirePerson } from '#server/identity/require-person'
import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import type { ObjectStore } from '#server/storage/object-store'
import { adoptVersion } from './adopt-version.ts'
import { listQuarantine } from './list-quarantine.ts'
import { listTrash } from './list-trash.ts'
import { listVersions, readVersionNumber } from './list-versions.ts'
import { purgeQuarantined } from './purge-quarantined.ts'
import { restoreVersion } from './restore-version.ts'
import { answerAsset } from './routes.ts'
import type { HolderReaders } from './visible-holders.ts'

type Deps = { db: Db; store: ObjectStore; log: Log; config: Pick<Config, 'clamd'>; holders: HolderReaders }

/** Versions of an asset, the trash, the quarantine. Replacing a file is an upload and stands there. */
export function versionsRouter(deps: Deps): Router {
  const router = Router()
  const { db, config } = deps
  mount(router, operations.listVersions, ({ caller, params }) => listVersions(db, caller.actor, params.id!))
  mount(router, operations.restoreVersion, async ({ caller, params, revision, res }) => {
    const which = { id: params.id!, number: readVersionNumber(params.number), revision }
    await restoreVersion(db, caller, which, config.clamd !== null)
    return answerAsset(db, caller.actor, params.id!, res)
  })
  mount(router, operations.adoptVersion, async ({ caller, params, body, res }) => {
    const { holders } = deps
    await adoptVersion(db, caller, { id: params.id!, from: body.from }, { scan: config.clamd !== null, holders })
    return answerAsset(db, caller.actor, params.id!, res)
  })
  mount(router, operations.listTrash, ({ caller, query }) => {
    requirePerson(caller.actor)
    return listTrash(db, caller.actor, query)
  })
  mount(router, operations.listQuarantine, ({ caller }) => {
    requireHubRole(caller.actor, 'administer')
    return listQuarantine(db)
  })
  mount(router, operations.purgeQuarantined, ({ caller, params }) => {
    requireHubRole(caller.actor, 'administer')
    return purgeQuarantined(deps, caller, params.id!)
  })
  return router
}
