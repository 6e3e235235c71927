import { type Response, Router } from 'express'
import type { Asset } from '#contracts/asset'
import { operations } from '#contracts/operations'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { recordView } from '#server/audit/record-view'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { requestLanguage } from '#server/platform/request-language'
import { assetView } from './asset-view.ts'
import { clearanceView } from './clearance-view.ts'
import { editAsset } from './edit-asset.ts'
import { factsOf, findReadableAsset } from './find-readable-asset.ts'
import { assetTimeline } from './timeline.ts'
import { trashAsset } from './trash-asset.ts'
import type { HolderReaders } from './visible-holders.ts'

/** Answers the asset with its revision as ETag. Shared by every route that ends in an asset. */
export async function answerAsset(db: Db, actor: Actor, id: string, res: Response): Promise<{ asset: Asset }> {
  const row = await findReadableAsset(db, actor, id)
  res.setHeader('etag', `"r${row.revision}"`)
  return { asset: await assetView(db, actor, row) }
}

/** One asset: read, edit, trash, clearance, timeline. */
export function assetsRouter({ db, holders }: { db: Db; holders: HolderReaders }): Router {
  const router = Router()
  mount(router, operations.readAsset, async ({ caller, params, req, res }) => {
    const answer = await answerAsset(db, caller.actor, params.id!, res)
    const { id, unit, visibility } = answer.asset
    // What everybody may see is nobody's secret: only looks at the rest are recorded.
    if (req.method === 'GET' && visibility !== 'public') await recordView(db, caller, { id, unitId: unit.id })
    return answer
  })
  mount(router, operations.editAsset, async ({ caller, params, body, revision, res }) => {
    await editAsset(db, caller, params.id!, revision, body)
    return answerAsset(db, caller.actor, params.id!, res)
  })
  mount(router, operations.trashAsset, ({ caller, params }) => trashAsset(db, caller, params.id!, 'trashed', holders))
  mount(router, operations.restoreAsset, async ({ caller, params, res }) => {
    await trashAsset(db, caller, params.id!, 'active', holders)
    return answerAsset(db, caller.actor, params.id!, res)
  })
  mount(router, operations.readClearance, async ({ caller, params, req }) => {
    const row = await findReadableAsset(db, caller.actor, params.id!)
    const mayEdit = can(caller.actor, { act: 'asset.edit', asset: factsOf(row) })
    return clearanceView(row, mayEdit, requestLanguage(req.get('accept-language')))
  })
  mount(router, operations.readTimeline, ({ caller, params }) => assetTimeline(db, caller.actor, params.id!))
  return router
}
