import { Router } from 'express'
import { operations } from '#contracts/operations'
import { answerAsset } from '#server/assets/routes'
import { requirePerson } from '#server/identity/require-person'
import { mount } from '#server/platform/endpoint'
import { checkUpload } from './check-upload.ts'
import { type IngestDeps, ingestUpload } from './ingest-upload.ts'
import { uploadReader } from './read-upload.ts'

/** The form upload. 201 goes out after the commit, never before. */
export function uploadsRouter(deps: IngestDeps & { maxUploadBytes: number }): Router {
  const router = Router()
  const { db, store } = deps
  const read = uploadReader(store, deps.maxUploadBytes, async (caller, metadata) => {
    await checkUpload(db, caller, { metadata, size: null })
  })
  mount(router, operations.uploadAsset, async ({ caller, req, res }) => {
    requirePerson(caller.actor)
    const upload = await read(req, res, caller)
    const id = await ingestUpload(deps, caller, upload)
    res.setHeader('location', `/api/v1/assets/${id}`)
    return answerAsset(db, caller.actor, id, res)
  })
  return router
}
