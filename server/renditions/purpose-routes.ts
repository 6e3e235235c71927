import { Router } from 'express'
import { operations } from '#contracts/operations'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { deleteCrop, listCrops, saveCrop } from './crops.ts'
import { setFocalPoint } from './focal-point.ts'
import { listDownloads } from './list-downloads.ts'
import { takeCrop, takePurpose } from './take-download.ts'
import { markableUnit, readUnitMark, setUnitMark } from './unit-mark.ts'

/** Pictures by purpose, their focal point and crops, and the units' marks. */
export function purposesRouter(deps: { db: Db; store: ObjectStore; log: Log }): Router {
  const { db } = deps
  const router = Router()

  mount(router, operations.listDownloads, ({ caller, params, query }) =>
    listDownloads(db, caller.actor, params.id!, query.mark === '1'),
  )
  mount(router, operations.downloadPurpose, async ({ caller, params, query, req, res }) => {
    if (params.purpose === 'original') {
      await findReadableAsset(db, caller.actor, params.id!)
      res.redirect(307, `/api/v1/assets/${params.id}/original?download=1`)
      return
    }
    await takePurpose({ deps, caller, marked: query.mark === '1', req, res }, params.id!, params.purpose!)
  })
  mount(router, operations.setFocalPoint, async ({ caller, params, body }) => {
    const { x, y } = body
    const point = x === null || y === null ? null : { x, y }
    return { focalPoint: await setFocalPoint(db, caller, params.id!, point) }
  })

  mount(router, operations.listCrops, ({ caller, params }) => listCrops(db, caller.actor, params.id!))
  const one = async (caller: Parameters<typeof saveCrop>[1], assetId: string, cropId: string) => {
    const crop = (await listCrops(db, caller.actor, assetId)).crops.find(each => each.id === cropId)
    if (!crop) throw new ProblemError('not-found')
    return { crop }
  }
  mount(router, operations.createCrop, async ({ caller, params, body }) =>
    one(caller, params.id!, await saveCrop(db, caller, params.id!, body)),
  )
  mount(router, operations.changeCrop, async ({ caller, params, body }) =>
    one(caller, params.id!, await saveCrop(db, caller, params.id!, body, params.cropId!)),
  )
  mount(router, operations.deleteCrop, ({ caller, params }) => deleteCrop(db, caller, params.id!, params.cropId!))
  mount(router, operations.downloadCrop, async ({ caller, params, query, req, res }) =>
    takeCrop({ deps, caller, marked: query.mark === '1', req, res }, params.id!, params.cropId!),
  )

  mount(router, operations.readUnitMark, async ({ caller, params }) => ({
    mark: await readUnitMark(db, await markableUnit(db, caller.actor, params.code!)),
  }))
  mount(router, operations.setUnitMark, async ({ caller, params, body }) => {
    const unitId = await markableUnit(db, caller.actor, params.code!)
    await setUnitMark(db, caller, unitId, body)
    return { mark: await readUnitMark(db, unitId) }
  })
  return router
}
