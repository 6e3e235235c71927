import { Router } from 'express'
import { uploadMetadata } from '#contracts/asset'
import { operations } from '#contracts/operations'
import { versionMetadata } from '#contracts/version'
import { findReplaceable } from '#server/assets/add-version'
import { checkQuota } from '#server/assets/check-quota'
import { answerAsset } from '#server/assets/routes'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import { checkUpload } from './check-upload.ts'
import type { IngestDeps } from './ingest-upload.ts'
import { uploadReader } from './read-upload.ts'
import { replaceFile } from './replace-file.ts'
import { uploadOnce } from './upload-once.ts'

type Deps = IngestDeps & { maxUploadBytes: number }

/** The form upload. 201 goes out after the commit, never before. */
export function uploadsRouter(deps: Deps): Router {
  const router = Router()
  const { db, store } = deps
  const read = uploadReader(store, deps.maxUploadBytes, uploadMetadata, async (caller, metadata, size) => {
    await checkUpload(db, caller, { metadata, size })
  })
  mount(router, operations.uploadAsset, async ({ caller, req, res }) => {
    const id = await uploadOnce(deps, read, { caller, req, res })
    res.setHeader('location', `/api/v1/assets/${id}`)
    return answerAsset(db, caller.actor, id, res)
  })
  mountReplacement(router, deps)
  return router
}

/** A new file for an asset that is there. Who may not, or saw an older state, learns it before the file is sent. */
function mountReplacement(router: Router, deps: Deps): void {
  const { db, store } = deps
  mount(router, operations.replaceFile, async ({ caller, params, revision, req, res }) => {
    const which = { id: params.id!, revision }
    const refuseEarly = async (size: number) => {
      const asset = await findReplaceable(db, caller, which.id, revision)
      if (asset.kind === 'article') throw new ProblemError('kind-differs')
      await checkQuota(db, asset.unitId, size)
    }
    await refuseEarly(0)
    const read = uploadReader(store, deps.maxUploadBytes, versionMetadata, (_caller, _metadata, size) =>
      refuseEarly(size),
    )
    await replaceFile(deps, caller, which, await read(req, res, caller))
    return answerAsset(db, caller.actor, which.id, res)
  })
}
