import type { Request, Response } from 'express'
import type { UploadMetadata } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import { requirePerson } from '#server/identity/require-person'
import { fingerprintOf, type Once, sameRequest, takeIdempotencyKey } from '#server/platform/idempotency'
import { type IngestDeps, ingestUpload } from './ingest-upload.ts'
import type { ReadUpload } from './read-upload.ts'

type Read = (req: Request, res: Response, caller: Caller) => Promise<ReadUpload<UploadMetadata>>

/**
 * One form upload, and with an Idempotency-Key one asset however often it is sent: a retry is read and hashed like the first, its
 * bytes are dropped, and the answer is the first one's asset. Returns the asset's id. Throws `still-running`, `key-reused`, and what
 * an upload throws.
 */
export async function uploadOnce(deps: IngestDeps, read: Read, call: { caller: Caller; req: Request; res: Response }) {
  const { caller, req, res } = call
  requirePerson(caller.actor)
  const once = await takeIdempotencyKey(deps.db, caller.actor.id, 'uploadAsset', req)
  if (!once) return ingestUpload(deps, caller, await read(req, res, caller))
  try {
    const upload = await read(req, res, caller)
    const { sha256, size } = upload.stored
    const fingerprint = fingerprintOf(upload.fileName, upload.metadata, sha256, size)
    if (once.done) return await repeated(deps, once.done, upload, fingerprint)
    return await ingestUpload(deps, caller, upload, (tx, subjectId) => once.complete(tx, { subjectId, fingerprint }))
  } finally {
    await once.end()
  }
}

async function repeated(
  { store, log }: IngestDeps,
  done: NonNullable<Once['done']>,
  { stored }: ReadUpload<UploadMetadata>,
  fingerprint: string,
): Promise<string> {
  await store.delete(stored.key).catch(error => log.warn({ event: 'upload.left-for-sweeper', key: stored.key, error }))
  sameRequest(done, fingerprint)
  return done.subjectId
}
