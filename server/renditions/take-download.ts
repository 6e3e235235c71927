import type { Request, Response } from 'express'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireClean } from '#server/assets/require-clean'
import { requireWhole } from '#server/assets/require-whole'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { requestLanguage } from '#server/platform/request-language'
import type { ObjectStore } from '#server/storage/object-store'
import { answerMaking } from './answer-making.ts'
import { attachment } from './attachment.ts'
import { deliverWritten } from './deliver-written.ts'
import { type FailureKey, failureSentences } from './failure.ts'
import { focalPoint } from './focal-point.ts'
import { purposesOf } from './list-downloads.ts'
import { purposes } from './profiles.ts'
import { cropFile, purposeFile } from './purpose-file-name.ts'
import { requirePurpose } from './purpose-right.ts'
import { type PurposeSource, purposeSource } from './purpose-source.ts'
import { cropSpec, purposeSpec } from './purpose-spec.ts'
import { recordDownload } from './record-download.ts'
import { markFor } from './unit-mark.ts'
import { type FileWish, type WantedFile, wantFile } from './want-file.ts'

export type Taking = {
  deps: { db: Db; store: ObjectStore; log: Log }
  caller: Caller
  /** Whether the caller asked for the mark where it is theirs to choose. */
  marked: boolean
  req: Request
  res: Response
}

/**
 * Answers the file for a purpose: its bytes, or 202 while it is made. Throws `not-found` for a purpose that is not offered,
 * `not-ready`, `rights-ended`, `purpose-not-allowed`, `file-damaged`, `quarantined`, `cannot-make`, `too-busy`.
 */
export async function takePurpose(taking: Taking, id: string, name: string): Promise<void> {
  const { db } = taking.deps
  const { actor } = taking.caller
  const asset = await findReadableAsset(db, actor, id)
  const source = await sourceOf(db, asset)
  const purpose = purposesOf(source.from).find(each => each === name)
  if (!purpose) throw new ProblemError('not-found')
  const { right, type, marked } = purposes.of[purpose]
  if (right === 'print') requirePerson(actor)
  requirePurpose(actor, asset, right, languageOf(taking))
  await requireWhole(db, source.objectId)
  const mark = marked ? await chosenMark(taking, asset) : null
  const fileName = purposeFile(asset, purpose, type)
  const from = { asset, objectId: source.objectId, what: mark ? `${purpose}, marked` : purpose, fileName }
  if (purpose === 'web' && !mark) {
    if (!source.web) throw new ProblemError('not-ready')
    return answer(taking, from, { state: 'ready', file: source.web })
  }
  const spec = purposeSpec(purpose, { ...source, focus: await focalPoint(db, asset), mark })
  await want(taking, from, { assetId: id, objectId: source.objectId, purpose, spec })
}

/** As `takePurpose`, of a crop with a name. Throws `crop-outdated` where it was drawn on an older version. */
export async function takeCrop(taking: Taking, id: string, cropId: string): Promise<void> {
  const { db } = taking.deps
  const asset = await findReadableAsset(db, taking.caller.actor, id)
  const crop = await db.pictureCrop.findFirst({ where: { id: cropId, assetId: id } })
  if (!crop) throw new ProblemError('not-found')
  requirePurpose(taking.caller.actor, asset, purposes.crop.right, languageOf(taking))
  if (crop.version !== asset.version.number) throw new ProblemError('crop-outdated')
  const source = await sourceOf(db, asset)
  await requireWhole(db, source.objectId)
  const { x, y, width, height } = crop
  const mark = await chosenMark(taking, asset)
  const { objectId } = source
  const from = { asset, objectId, what: mark ? 'crop, marked' : 'crop', fileName: cropFile(asset, crop.name) }
  await want(taking, from, {
    assetId: id,
    objectId,
    purpose: 'crop',
    spec: cropSpec({ x, y, width, height }, { ...source, mark }),
  })
}

async function sourceOf(db: Db, asset: AssetRow): Promise<PurposeSource> {
  requireClean(asset.version)
  // Made for use; who keeps the item has its original to mend it from.
  if (asset.recalledAt) throw new ProblemError('recalled')
  const source = await purposeSource(db, asset)
  if (source) return source
  throw new ProblemError(asset.file === 'processing' ? 'not-ready' : 'not-found')
}

async function chosenMark({ deps, caller, marked }: Taking, asset: AssetRow) {
  const { choice, spec } = await markFor(deps.db, caller.actor, asset)
  return choice === 'always' || (choice === 'offered' && marked) ? spec : null
}

type From = { asset: AssetRow; objectId: string; what: string; fileName: string }

async function want(taking: Taking, from: From, wish: FileWish): Promise<void> {
  return answer(taking, from, await wantFile(taking.deps.db, wish))
}

async function answer(
  { deps, caller, req, res }: Taking,
  { asset, objectId, what, fileName }: From,
  wanted: WantedFile,
) {
  if (wanted.state === 'failed') {
    const detail = failureSentences[wanted.failure as FailureKey]
    throw new ProblemError('cannot-make', { detail, extension: { failure: wanted.failure } })
  }
  if (wanted.state !== 'ready') return answerMaking(res, wanted.state === 'making' ? wanted.progress : 0)
  const taken = { asset, source: { ...wanted.file, objectId }, mayEdit: false }
  const recordTaking = () => recordDownload(deps.db, caller, asset, what, req)
  await deliverWritten(deps, taken, attachment(fileName), { req, res }, recordTaking)
}

const languageOf = ({ req }: Taking) => requestLanguage(req.get('accept-language'))
