import { type Request, type Response, Router } from 'express'
import { operations } from '#contracts/operations'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { type AssetRow, factsOf, findReadableAsset } from '#server/assets/find-readable-asset'
import { readVersionNumber } from '#server/assets/list-versions'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requireClean } from '#server/assets/require-clean'
import { requireWhole } from '#server/assets/require-whole'
import { findShownRendition, isUnmade } from '#server/assets/shown-renditions'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { attachment } from './attachment.ts'
import { deliverBytes } from './deliver-bytes.ts'
import { deliverWritten } from './deliver-written.ts'
import { listNear } from './list-near.ts'
import { markedFile } from './marked-file.ts'
import { mayBeCached } from './may-be-cached.ts'
import { articleName, profiles } from './profiles.ts'
import { isPurposeFile } from './purpose-spec.ts'
import { isPiece, recordDownload } from './record-download.ts'
import { renditionFileName } from './rendition-file-name.ts'

/** The bytes of assets: renditions to look at, originals to save. */
export function renditionsRouter(deps: { db: Db; store: ObjectStore; log: Log }): Router {
  const { db, store } = deps
  const router = Router()

  mount(router, operations.readRendition, async ({ caller, params, query, req, res }) => {
    const asset = await findReadableAsset(db, caller.actor, params.id!)
    requireClean(asset.version)
    // Until its own are made an asset has none, whatever was made of the same bytes for somebody else.
    const shown = isUnmade(asset.file) ? null : asset.version.objectId
    const name = params.name!
    // What was made for a purpose has an address of its own, with the rights of that purpose.
    // While a new recipe is made in the background, the old renditions serve.
    const rendition = isKept(name) ? null : await findShownRendition(db, { objectId: shown, assetId: asset.id, name })
    if (!rendition) throw new ProblemError('not-found')
    // When the rights have run out the hub still shows what the item is, and gives no copy that could be used.
    if (!small.has(params.name!)) requireAssetAct(caller.actor, 'asset.download', asset)
    // Made for use; who keeps the item has its original to mend it from.
    if (query.download && asset.recalledAt) throw new ProblemError('recalled')
    if (!small.has(params.name!) || query.download) await requireWhole(db, asset.version.objectId)
    const shared = mayBeCached(factsOf(asset))
    const cacheControl = shared ? 'public, max-age=60, must-revalidate' : 'private, no-store'
    const bytes = { ...rendition, size: Number(rendition.size) }
    if (!query.download) return deliverBytes(req, res, store, { ...bytes, cacheControl })
    const marked = await markedFile(db, caller.actor, asset, rendition.name)
    const what = marked ? `${rendition.name}, marked` : rendition.name
    const recordTaking = () => recordDownload(db, caller, asset, what, req)
    const disposition = attachment(renditionFileName(asset.version.fileName ?? asset.title, rendition))
    const taken = { asset, source: { ...bytes, ...marked }, mayEdit: false }
    if (rendition.name !== 'thumb') return deliverWritten(deps, taken, disposition, { req, res }, recordTaking)
    await recordTaking()
    await deliverBytes(req, res, store, { ...bytes, cacheControl: 'private, no-store', disposition })
  })

  mount(router, operations.listNear, async ({ caller, params }) => {
    const asset = await findReadableAsset(db, caller.actor, params.id!)
    // Until its own are made nothing is told of its picture, whatever is known of the same bytes.
    return { near: isUnmade(asset.file) ? [] : await listNear(db, caller.actor, asset.id) }
  })

  mount(router, operations.downloadOriginal, async ({ caller, params, query, req, res }) => {
    // What everybody may have without a name are the renditions.
    requirePerson(caller.actor)
    const asset = await findReadableAsset(db, caller.actor, params.id!)
    requireAssetAct(caller.actor, 'asset.download', asset)
    // Untouched it holds what its camera knows, the place too: that is for who may edit it, and asks for it.
    const mayEdit = can(caller.actor, { act: 'asset.edit', asset: factsOf(asset) })
    const intact = !query.download && mayEdit
    const reading = query.read !== undefined && isPiece(req.get('range'))
    await deliverOriginal(deps, caller, asset, asset.version, { req, res, intact, mayEdit, reading })
  })

  mount(router, operations.downloadVersion, async ({ caller, params, query, req, res }) => {
    const asset = await findReadableAsset(db, caller.actor, params.id!)
    requireAssetAct(caller.actor, 'asset.edit', asset)
    const which = { assetId: asset.id, number: readVersionNumber(params.number) }
    const version = await db.assetVersion.findFirst({ where: which })
    if (!version) throw new ProblemError('not-found')
    const reading = query.read !== undefined && isPiece(req.get('range'))
    await deliverOriginal(deps, caller, asset, version, { req, res, intact: true, mayEdit: true, reading })
  })

  return router
}

type Version = { objectId: string | null; fileName: string | null; scan: string | null; number: number }

/** `reading`: a piece for the reader on the screen, which nobody takes home. */
type Delivery = { req: Request; res: Response; intact: boolean; mayEdit: boolean; reading?: boolean }

async function deliverOriginal(
  deps: { db: Db; store: ObjectStore; log: Log },
  caller: Caller,
  asset: AssetRow,
  version: Version,
  { req, res, intact, mayEdit, reading = false }: Delivery,
): Promise<void> {
  const { db, store } = deps
  const { objectId, fileName, number } = version
  const object = objectId ? await db.storedObject.findUnique({ where: { id: objectId } }) : null
  if (!object) throw new ProblemError('not-found')
  requireClean(version)
  await requireWhole(db, object.id)
  const newest = number === asset.version.number
  const what = newest ? 'original' : `original, version ${number}`
  const recordTaking = async () => {
    if (!reading) await recordDownload(db, caller, asset, what, req)
  }
  const disposition = attachment(fileName ?? asset.title)
  const bytes = { ...object, objectId: object.id, size: Number(object.size) }
  const taken = { asset, source: bytes, mayEdit }
  if (!intact) return deliverWritten(deps, taken, disposition, { req, res }, recordTaking)
  await recordTaking()
  await deliverBytes(req, res, store, { ...bytes, cacheControl: 'private, no-store', disposition })
}

const small = new Set(['thumb', 'preview', 'poster'])

/** What articles are made of, what was made for a purpose, and pages drawn for one version (page-routes.ts): no address here. */
function isKept(name: string): boolean {
  const page = /^page-(\d+)$/.exec(name)?.[1]
  return name === articleName || isPurposeFile(name) || Number(page ?? 0) > profiles.document.pages.count
}
