import type { Request, Response } from 'express'
import type { Caller } from '#server/access/caller'
import type { AssetRow } from '#server/assets/find-readable-asset'
import { findShownRendition } from '#server/assets/shown-renditions'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { attachment } from '#server/renditions/attachment'
import { deliverBytes } from '#server/renditions/deliver-bytes'
import { deliverWritten } from '#server/renditions/deliver-written'
import { markedFile } from '#server/renditions/marked-file'
import type { ObjectStore } from '#server/storage/object-store'
import { findShare, type OpenShare } from './open-share.ts'
import { recordVisit } from './record-visit.ts'
import { type Recalled, sharedAssets } from './shared-assets.ts'
import { streamZip } from './stream-zip.ts'
import { type Ask, planEntries, zipEntries } from './zip-entries.ts'
import { zipFileOf } from './zip-file.ts'
import { withZipTurn } from './zip-turns.ts'

type Deps = { db: Db; store: ObjectStore; log: Log; recalled: Recalled }

/** Answers the bytes of one item of a link: its picture, its film, or its file where the link lets it be taken. Throws `not-found`. */
export async function deliverShared(
  deps: Deps,
  { share, caller, assetId, name }: { share: OpenShare; caller: Caller; assetId: string; name: string },
  req: Request,
  res: Response,
): Promise<void> {
  const { db, store, recalled } = deps
  const [asset] = await sharedAssets(db, share, recalled, assetId)
  if (!asset) throw new ProblemError('not-found')
  if (name === 'file') {
    const file = share.downloads ? await zipFileOf(db, asset, 'web') : null
    if (!file || !('key' in file)) throw new ProblemError('not-found')
    const marked = await markedFile(db, caller.actor, asset, file.what)
    const taken = { asset, source: { ...file, ...marked }, mayEdit: false }
    return deliverWritten(deps, taken, attachment(file.name), { req, res }, async () => {
      // One taking is one act: the later pieces of a download that is resumed leave nothing.
      if (req.method !== 'GET' || /^bytes=0*[1-9]/.test(req.get('range') ?? '')) return
      await recordTaking(db, share, caller, asset, marked ? `${file.what}, marked` : file.what)
      await recordVisit(db, share.id, 'download', caller.origin.address)
    })
  }
  const shown =
    name === 'picture'
      ? share.watermark
        ? 'marked'
        : 'preview'
      : name === 'video' && !share.watermark
        ? 'video'
        : null
  const { objectId } = asset.version
  const rendition = shown === null ? null : await findShownRendition(db, { objectId, assetId: asset.id, name: shown })
  if (!rendition) throw new ProblemError('not-found')
  await deliverBytes(req, res, store, { ...rendition, size: Number(rendition.size), cacheControl: 'private, no-store' })
}

/** Streams every file that a link lets be taken. The link, its maker and each item are asked for again before each file. */
export async function deliverSharedZip(
  deps: Deps,
  { share, caller, token }: { share: OpenShare; caller: Caller; token: string },
  res: Response,
): Promise<void> {
  const { db, recalled } = deps
  if (!share.downloads) throw new ProblemError('not-found')
  const ids = (await sharedAssets(db, share, recalled)).map(asset => asset.id)
  const ask: Ask = async id => {
    const now = await findShare(db, token).catch(error => {
      if (error instanceof ProblemError) return null
      throw error
    })
    const asset = now?.downloads ? (await sharedAssets(db, now, recalled, id))[0] : null
    return asset ? { asset, mayEdit: false } : null
  }
  await withZipTurn(`share ${share.id}`, async () => {
    const taking = { ids, size: 'web', ask, actor: caller.actor } as const
    await planEntries(db, taking)
    await recordVisit(db, share.id, 'download', caller.origin.address)
    const entries = zipEntries(deps, taking, (asset, file) => recordTaking(db, share, caller, asset, file))
    await streamZip(res, share.collection.name, entries)
  })
}

/** Whoever took it is nobody we know: the record says by which link. */
async function recordTaking(db: Db, share: OpenShare, caller: Caller, asset: AssetRow, file: string): Promise<void> {
  await transaction(db, tx =>
    record(tx, caller, {
      act: 'share.download',
      subjectKind: 'asset',
      subjectId: asset.id,
      unitId: asset.unitId,
      after: { share: share.id, file },
    }),
  )
}
