import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Request, Response } from 'express'
import { purposeRefusal, refusalSentences } from '#contracts/rights-purpose'
import type { ReusePurpose } from '#contracts/rights-values'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireClean } from '#server/assets/require-clean'
import { requireWhole } from '#server/assets/require-whole'
import { rightsFacts } from '#server/assets/rights-view'
import { requirePerson } from '#server/identity/require-person'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { requestLanguage } from '#server/platform/request-language'
import { withWorkFolder } from '#server/platform/work-folder'
import { attachment } from '#server/renditions/attachment'
import { deliverBytes } from '#server/renditions/deliver-bytes'
import { recordDownload } from '#server/renditions/record-download'
import type { ObjectStore } from '#server/storage/object-store'
import { creditOf } from './credit.ts'
import { creditableExtension, filesOf, savedName, type UseFile } from './use-file.ts'
import { writeCredit } from './write-credit.ts'

type Where = { assetId: string; useId: string }

/**
 * Answers the file of a use to the person who took it, as an attachment: pictures with the credit written inside a copy, everything
 * else as it is. The rights are asked again at each fetch: a record is no licence after the right has ended.
 */
export async function deliverUse(
  deps: { db: Db; store: ObjectStore },
  caller: Caller,
  { assetId, useId }: Where,
  req: Request,
  res: Response,
): Promise<void> {
  const { db, store } = deps
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
  await recordDownload(db, caller, asset, use.file, req)
  const disposition = attachment(savedName(file, version?.fileName ?? asset.title))
  if (creditableExtension(file.contentType)) return sendCredited(store, asset, file, disposition, res)
  await deliverBytes(req, res, store, { ...file, cacheControl: 'private, no-store', disposition })
}

async function sendCredited(
  store: ObjectStore,
  asset: AssetRow,
  file: UseFile,
  disposition: string,
  res: Response,
): Promise<void> {
  await withWorkFolder(async folder => {
    const copy = await writeCredit(folder, await store.get(file.key), file.contentType, creditOf(asset))
    res.status(200).set({
      'Content-Type': file.contentType,
      'Content-Length': String((await stat(copy)).size),
      'Content-Disposition': disposition,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
      'Content-Security-Policy': "sandbox; default-src 'none'",
    })
    try {
      await pipeline(createReadStream(copy), res)
    } catch (error) {
      // The client went away; anything else is ours to answer for.
      if (!res.destroyed) throw error
    }
  })
}
