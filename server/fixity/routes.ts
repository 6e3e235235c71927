import { Router } from 'express'
import { storageOperations } from '#contracts/storage-operations'
import { record } from '#server/audit/record'
import { requireHubRole } from '#server/identity/require-person'
import type { Config } from '#server/platform/config'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import type { ObjectStore } from '#server/storage/object-store'
import { listDamaged } from './list-damaged.ts'
import { readStorage } from './read-storage.ts'

/** What administrators see of the store, and what they may ask of it. */
export function storageRouter(deps: { db: Db; store: ObjectStore; config: Pick<Config, 'store' | 'fixity'> }): Router {
  const { db } = deps
  const router = Router()
  mount(router, storageOperations.readStorage, ({ caller }) => {
    requireHubRole(caller.actor, 'administer')
    return readStorage(deps)
  })
  mount(router, storageOperations.listDamaged, ({ caller, query }) => {
    requireHubRole(caller.actor, 'administer')
    return listDamaged(db, query)
  })
  mount(router, storageOperations.startFixity, async ({ caller }) => {
    requireHubRole(caller.actor, 'administer')
    await transaction(db, async tx => {
      // The key of a second wish is that of the first: one pass is enough for both.
      await enqueue(tx, 'fixity.run', {}, { key: 'fixity.run:asked', queue: 'fixity' })
      await record(tx, caller, { act: 'fixity.start', subjectKind: 'store', subjectId: 'store' })
    })
  })
  mount(router, storageOperations.checkStoredObject, async ({ caller, params }) => {
    requireHubRole(caller.actor, 'administer')
    const objectId = params.id!
    await transaction(db, async tx => {
      if ((await tx.storedObject.count({ where: { id: objectId } })) === 0) throw new ProblemError('not-found')
      await enqueue(tx, 'fixity.check', { objectId }, { key: `fixity:${objectId}` })
      await record(tx, caller, { act: 'fixity.check', subjectKind: 'object', subjectId: objectId })
    })
  })
  return router
}
