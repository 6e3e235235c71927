import { open } from 'node:fs/promises'
import type { UploadMetadata } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import type { Config } from '#server/platform/config'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { objectKey } from '#server/storage/keys'
import { ChecksumMismatch, ObjectExists, type ObjectStore, type PutResult } from '#server/storage/object-store'
import { measureFile, readLocal } from '#server/storage/put-local-file'
import { personActor } from '#server/units/actor-of'
import { accept, sniffBytes } from './accept.ts'
import { recordFile } from './ingest-upload.ts'
import { settleRefused } from './settle-refused.ts'
import { type Staging, stagingAt } from './staging.ts'
import type { StoredFile } from './store-engine.ts'
import type { UploadRow } from './upload-row.ts'

type IngestDeps = { db: Db; store: ObjectStore; log: Log; config: Config }

/**
 * Makes the asset of an upload that is whole, by the rules of the form: type by the first bytes, digest, object, asset. Each step may
 * be killed and done again: the object's key comes from the upload's id, and the row says in the asset's own transaction that there
 * is one. A refusal is written to the upload and keeps nothing; any other failure is tried again with the bytes where they are.
 */
export async function ingestStagedUpload({ uploadId }: { uploadId: string }, deps: IngestDeps): Promise<void> {
  const { db } = deps
  const staging = stagingAt(deps.config.stagingDir)
  const upload = await db.upload.findUnique({ where: { id: uploadId } })
  if (upload?.state !== 'ingesting') return
  try {
    const stored = await storeStaged(deps.store, staging, upload)
    const objectKey = await recordAsset(deps, upload, stored)
    if (objectKey !== null && objectKey !== stored.key) await drop(deps, stored.key)
    await staging.remove(uploadId)
  } catch (error) {
    const refusal = refusalOf(error, upload)
    if (refusal === null) throw error
    await settleRefused(db, staging, uploadId, refusal.key, { detail: refusal.detail, asset: duplicateIn(refusal) })
    await drop(deps, objectKeyOf(upload))
  }
}

const objectKeyOf = (upload: UploadRow) => objectKey(upload.id)

async function storeStaged(store: ObjectStore, staging: Staging, upload: UploadRow): Promise<StoredFile> {
  const path = staging.pathOf(upload.id)
  const type = await accept(await readHead(path))
  if ('refused' in type) throw new ProblemError(type.refused)
  const key = objectKeyOf(upload)
  const measured = upload.measuredSha256 ? { sha256: upload.measuredSha256, size: Number(upload.size) } : undefined
  const expected = upload.sha256 ?? measured?.sha256
  const options = { contentType: type.contentType, ...(expected ? { expect: { sha256: expected } } : {}) }
  const put = store.putLocal
    ? store.putLocal(key, path, { ...options, ...(measured ? { measured } : {}) })
    : store.put(key, readLocal(path), options)
  return { key, ...(await put.catch(error => standing(error, store, key, path, expected))), ...type }
}

/** An earlier run of this job was killed after its object stood: nobody else makes this key. */
async function standing(
  error: unknown,
  store: ObjectStore,
  key: string,
  path: string,
  expected: string | undefined,
): Promise<PutResult> {
  if (!(error instanceof ObjectExists)) throw error
  const put = await measureFile(path, expected)
  if ((await store.head(key))?.size !== put.size) throw error
  return put
}

/** The asset with its upload's row in one transaction. Returns the key of the object that it rests on, null where another run was first. */
async function recordAsset(deps: IngestDeps, upload: UploadRow, stored: StoredFile): Promise<string | null> {
  return transaction(deps.db, async tx => {
    const open =
      await tx.$queryRaw`select 1 from upload where id = ${upload.id}::uuid and state = 'ingesting' for update`
    if ((open as unknown[]).length === 0) return null
    const actor = await personActor(tx, upload.personId)
    const caller: Caller = { actor, origin: { address: upload.address, requestId: null } }
    const metadata = upload.metadata as UploadMetadata
    const { assetId, objectKey } = await recordFile(deps, tx, caller, { stored, fileName: upload.fileName, metadata })
    await tx.upload.update({ where: { id: upload.id }, data: { state: 'done', assetId } })
    return objectKey
  })
}

function refusalOf(error: unknown, upload: UploadRow): ProblemError | null {
  if (error instanceof ChecksumMismatch && upload.sha256 !== null) return new ProblemError('checksum-mismatch')
  return error instanceof ProblemError && error.status < 500 ? error : null
}

/** The asset that `refuseDuplicate` found. */
function duplicateIn({ key, extension }: ProblemError): string | undefined {
  const asset = key === 'duplicate' ? (extension.asset as { id?: unknown } | undefined) : undefined
  return typeof asset?.id === 'string' ? asset.id : undefined
}

/** A key that stays costs space, not truth: the sweeper takes it. */
async function drop({ store, log }: IngestDeps, key: string): Promise<void> {
  await store.delete(key).catch(error => log.warn({ event: 'upload.left-for-sweeper', key, error }))
}

async function readHead(path: string): Promise<Buffer> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}
