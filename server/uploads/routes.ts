import { Router } from 'express'
import { operations } from '#contracts/operations'
import { answerAsset } from '#server/assets/routes'
import { mount } from '#server/platform/endpoint'
import { checkUpload } from './check-upload.ts'
import type { IngestDeps } from './ingest-upload.ts'
import { uploadReader } from './read-upload.ts'
import { uploadOnce } from './upload-once.ts'

/** The form upload. 201 goes out after the commit, never before. */
export function uploadsRouter(deps: IngestDeps & { maxUploadBytes: number }): Router {
  const router = Router()
  const { db, store } = deps
  const read = uploadReader(store, deps.maxUploadBytes, async (caller, metadata) => {
    await checkUpload(db, caller, { metadata, size: null })
  })
  mount(router, operations.uploadAsset, async ({ caller, req, res }) => {
    const id = await uploadOnce(deps, read, { caller, req, res })
    res.setHeader('location', `/api/v1/assets/${id}`)
    return answerAsset(db, caller.actor, id, res)
  })
  return router
}
