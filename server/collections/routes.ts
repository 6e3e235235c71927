import { Router } from 'express'
import type { Collection } from '#contracts/collection'
import { operations } from '#contracts/operations'
import type { Actor } from '#server/access/actor'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import type { ObjectStore } from '#server/storage/object-store'
import { addItems } from './add-items.ts'
import { collectionViews } from './collection-view.ts'
import { createCollection } from './create-collection.ts'
import { downloadZip, planZip } from './download-zip.ts'
import { deleteCollection, editCollection } from './edit-collection.ts'
import { editItem, removeItem } from './edit-item.ts'
import { findCollection } from './find-collection.ts'
import { listCollections } from './list-collections.ts'
import { listItems } from './list-items.ts'

/** Boards, what stands on them, and ZIPs of a board or a selection. */
export function collectionsRouter(deps: { db: Db; store: ObjectStore; log: Log }): Router {
  const { db } = deps
  const router = Router()
  mount(router, operations.listCollections, async ({ caller }) => ({
    collections: await listCollections(db, caller.actor),
  }))
  mount(router, operations.createCollection, async ({ caller, body }) => {
    const id = await createCollection(db, caller, body)
    return { collection: await one(db, caller.actor, id) }
  })
  mount(router, operations.readCollection, async ({ caller, params }) => ({
    collection: await one(db, caller.actor, params.id!),
  }))
  mount(router, operations.editCollection, async ({ caller, params, body }) => {
    await editCollection(db, caller, params.id!, body)
    return { collection: await one(db, caller.actor, params.id!) }
  })
  mount(router, operations.deleteCollection, ({ caller, params }) => deleteCollection(db, caller, params.id!))
  mount(router, operations.listCollectionItems, ({ caller, params, query }) =>
    listItems(db, caller.actor, params.id!, query),
  )
  mount(router, operations.addCollectionItems, async ({ caller, params, body }) => {
    const added = await addItems(db, caller, params.id!, body.assets)
    return { added, collection: await one(db, caller.actor, params.id!) }
  })
  mount(router, operations.editCollectionItem, ({ caller, params, body }) =>
    editItem(db, caller, params.id!, params.assetId!, body),
  )
  mount(router, operations.removeCollectionItem, ({ caller, params }) =>
    removeItem(db, caller, params.id!, params.assetId!),
  )
  mount(router, operations.planZip, ({ caller, body }) => planZip(deps, caller, body))
  mount(router, operations.downloadZip, ({ caller, body, res }) => downloadZip(deps, caller, body, res))
  return router
}

/** What was changed is shown to whoever changed it, also by a key that may not read. */
async function one(db: Db, actor: Actor, id: string): Promise<Collection> {
  const person = actor.kind === 'person' ? { ...actor, key: undefined } : actor
  const row = await findCollection(db, person, id, 'collection.read')
  const [view] = await collectionViews(db, row.asked, [row])
  if (!view) throw new Error('a board that was found has no view')
  return view
}
