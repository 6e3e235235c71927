import { Router } from 'express'
import { operations } from '#contracts/operations'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { hubSecret } from '#server/platform/secrets'
import { attachment } from '#server/renditions/attachment'
import { deliverBytes } from '#server/renditions/deliver-bytes'
import { renditionFileName } from '#server/renditions/rendition-file-name'
import type { ObjectStore } from '#server/storage/object-store'
import { findPressFile } from './press-file.ts'

/** The files behind the links in letters to the press, for whoever holds the letter. */
export function pressRouter({
  db,
  store,
  config,
}: {
  db: Db
  store: ObjectStore
  config: { dataDir: string }
}): Router {
  const router = Router()
  let secret: Promise<string> | null = null
  mount(router, operations.readPressFile, async ({ caller, params, req, res }) => {
    secret ??= hubSecret(config.dataDir, 'session-secret')
    const file = await findPressFile(db, params.token!, params.name!, await secret)
    if (!file) throw new ProblemError('not-found')
    const { assetId, unitId, channel, tag, rendition, small } = file
    // One taking is one act: the later pieces of a download that is resumed leave nothing.
    if (!small && req.method === 'GET' && !/^bytes=0*[1-9]/.test(req.get('range') ?? '')) {
      const after = { channel, letter: tag, file: rendition }
      await transaction(db, tx =>
        record(tx, caller, { act: 'press.download', subjectKind: 'asset', subjectId: assetId, unitId, after }),
      )
    }
    // A mail program in a browser shows the still from its own origin.
    if (small) res.set('cross-origin-resource-policy', 'cross-origin')
    const name = renditionFileName(file.title, { name: rendition, contentType: file.contentType })
    const saved = small ? {} : { disposition: attachment(name) }
    await deliverBytes(req, res, store, { ...file, ...saved, cacheControl: 'private, no-store' })
  })
  return router
}
