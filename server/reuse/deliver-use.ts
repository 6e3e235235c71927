import type { Request, Response } from 'express'
import { purposeRefusal, refusalSentences } from '#contracts/rights-purpose'
import type { ReusePurpose } from '#contracts/rights-values'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { factsOf, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireClean } from '#server/assets/require-clean'
import { requireWhole } from '#server/assets/require-whole'
import { rightsFacts } from '#server/assets/rights-view'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { requestLanguage } from '#server/platform/request-language'
import { attachment } from '#server/renditions/attachment'
import { deliverWritten } from '#server/renditions/deliver-written'
import { markedFile } from '#server/renditions/marked-file'
import { recordDownload } from '#server/renditions/record-download'
import type { ObjectStore } from '#server/storage/object-store'
import { filesOf, savedName } from './use-file.ts'

type Where = { assetId: string; useId: string }

/**
 * Answers the file of a use to the person who took it, as an attachment: a copy with the credit inside where the format
 * takes one, else as it is, or `too-busy` and `original-kept` (deliver-written.ts), and with the unit's mark where the unit wants it
 * always. The rights are asked again at each fetch: a record is no licence after the right has ended.
 */
export async function deliverUse(
  deps: { db: Db; store: ObjectStore; log: Log },
  caller: Caller,
  { assetId, useId }: Where,
  req: Request,
  res: Response,
): Promise<void> {
  const { db } = deps
  const { actor } = caller
  const asset = await findReadableAsset(db, actor, assetId)
  requirePerson(actor)
  const use = await db.assetReuse.findFirst({ where: { id: useId, assetId, personId: actor.id } })
  if (!use) throw new ProblemError('not-found')
  if (asset.recalledAt) throw new ProblemError('recalled')
  const refusal = purposeRefusal(rightsFacts(asset), use.purpose as ReusePurpose, asset.now)
  if (refusal)
    throw new ProblemError('rights-ended', {
      detail: refusalSentences[refusal][requestLanguage(req.get('accept-language'))],
    })
  const version = await db.assetVersion.findFirst({ where: { assetId, number: use.version } })
  if (version) requireClean(version)
  await requireWhole(db, version?.objectId ?? null)
  const file = (await filesOf(db, version?.objectId ?? null, assetId)).get(use.file)
  if (!file) throw new ProblemError('not-found')
  // Of the version that was taken, which may be an older one.
  const then = version ? { ...asset, version: { ...asset.version, ...version } } : asset
  const marked = await markedFile(db, actor, then, use.file)
  const disposition = attachment(savedName(file, version?.fileName ?? asset.title))
  const mayEdit = can(actor, { act: 'asset.edit', asset: factsOf(asset) })
  const taken = { asset, source: { ...file, ...marked, objectId: version?.objectId ?? '' }, mayEdit }
  const what = marked ? `${use.file}, marked` : use.file
  await deliverWritten(deps, taken, disposition, { req, res }, () => recordDownload(db, caller, asset, what, req))
}
