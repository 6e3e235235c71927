import { Router } from 'express'
import { operations } from '#contracts/operations'
import type { UseAnswer } from '#contracts/reuse'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { type PersonActor, requirePerson } from '#server/identity/require-person'
import { writableFormat } from '#server/metadata/writable-formats'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { requestLanguage } from '#server/platform/request-language'
import type { ObjectStore } from '#server/storage/object-store'
import { deliverUse } from './deliver-use.ts'
import { editUse } from './edit-use.ts'
import { listUses } from './list-uses.ts'
import { listWarnings } from './list-warnings.ts'
import { reuseAsset } from './reuse-asset.ts'
import { filesOf, savedName } from './use-file.ts'

/** Reuse without mail: take it for a purpose, fetch the file with the credit inside, say later where it appeared. */
export function reuseRouter(deps: { db: Db; store: ObjectStore; log: Log }): Router {
  const { db } = deps
  const router = Router()
  mount(router, operations.reuseAsset, async ({ caller, params, body, req }) => {
    const id = await reuseAsset(db, caller, params.id!, body, requestLanguage(req.get('accept-language')))
    requirePerson(caller.actor)
    return one(db, caller.actor, params.id!, id)
  })
  mount(router, operations.listUses, async ({ caller, params }) => {
    const asset = await findReadableAsset(db, caller.actor, params.id!)
    requirePerson(caller.actor)
    return { uses: await listUses(db, caller.actor, asset) }
  })
  mount(router, operations.editUse, async ({ caller, params, body }) => {
    await editUse(db, caller, params.id!, params.useId!, body)
    requirePerson(caller.actor)
    return one(db, caller.actor, params.id!, params.useId!)
  })
  mount(router, operations.downloadUse, ({ caller, params, req, res }) =>
    deliverUse(deps, caller, { assetId: params.id!, useId: params.useId! }, req, res),
  )
  mount(router, operations.listWarnings, async ({ caller }) => {
    requirePerson(caller.actor)
    return { warnings: await listWarnings(db, caller.actor) }
  })
  return router
}

async function one(db: Db, actor: PersonActor, assetId: string, useId: string): Promise<UseAnswer> {
  const asset = await findReadableAsset(db, actor, assetId)
  const [use] = await listUses(db, actor, asset, useId)
  if (!use) throw new ProblemError('not-found')
  const file = (await filesOf(db, asset.version.objectId, asset.id)).get(use.file)
  if (!file) return { use, download: null }
  const name = savedName(file, asset.version.fileName ?? asset.title)
  const url = `/api/v1/assets/${assetId}/uses/${useId}/file`
  return { use, download: { url, name, credited: writableFormat(file.contentType) !== null } }
}
