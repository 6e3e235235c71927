import type { UploadMetadata } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import { requireQuota } from '#server/assets/check-quota'
import { createAsset } from '#server/assets/create-asset'
import { enqueueProcessing } from '#server/assets/enqueue-processing'
import { refuseDuplicate } from '#server/assets/refuse-duplicate'
import type { Config } from '#server/platform/config'
import { type Db, type Tx, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import type { ObjectStore } from '#server/storage/object-store'
import { claimObject } from './claim-object.ts'
import { titleFromFileName } from './file-name.ts'
import type { ReadUpload } from './read-upload.ts'
import type { StoredFile } from './store-engine.ts'

export type IngestDeps = { db: Db; store: ObjectStore; log: Log; config: Pick<Config, 'clamd'> }

/**
 * Makes an asset of a file that stands in the store: asset, version, audit and job in one transaction. Returns the asset's id once
 * it is committed. `also` runs in that transaction. Throws what `recordFile` does. A refusal deletes the object; any other failure
 * leaves it to the sweeper.
 */
export async function ingestUpload(
  deps: IngestDeps,
  caller: Caller,
  upload: ReadUpload<UploadMetadata>,
  also?: (tx: Tx, assetId: string) => Promise<void>,
): Promise<string> {
  return keepStored(deps, upload.stored, async tx => {
    const { assetId, objectKey } = await recordFile(deps, tx, caller, upload)
    await also?.(tx, assetId)
    return { result: assetId, objectKey }
  })
}

/**
 * What every way in does once a file stands in the store, in the caller's transaction: asset, version, audit, jobs. `objectKey` is
 * where its bytes lie; another key than the file's own means that the hub had these bytes, and the file may go after the commit.
 * Throws `duplicate` and `quota-exceeded` beside what a new asset may throw.
 */
export async function recordFile(
  { config }: Pick<IngestDeps, 'config'>,
  tx: Tx,
  caller: Caller,
  { stored, fileName, metadata: said, lane }: ReadUpload<UploadMetadata>,
): Promise<{ assetId: string; objectKey: string }> {
  const { allowDuplicate, ...metadata } = said
  const scan = config.clamd !== null
  const object = await claimObject(tx, stored)
  // Good bytes for a damaged object: refusing them would undo what heals it.
  if (!allowDuplicate && !object.damaged) await refuseDuplicate(tx, caller.actor, object.id)
  const { assetId, versionId, unitId } = await createAsset(tx, caller, {
    kind: stored.kind,
    file: 'processing',
    metadata: { ...metadata, title: metadata.title || titleFromFileName(fileName) },
    content: { objectId: object.id, fileName, scan: scan ? 'waiting' : null },
    act: 'asset.upload',
  })
  await requireQuota(tx, unitId, stored.size)
  await enqueueProcessing(tx, stored.kind, { assetId, versionId }, scan, lane)
  await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
  return { assetId, objectKey: object.key }
}

/**
 * Runs the transaction that takes a stored file in. Bytes that no row names afterwards are deleted: those of a refusal, and those that
 * the hub had already. Nobody waits for that: the answer must not be later for bytes that another has.
 */
export async function keepStored<T>(
  deps: IngestDeps,
  stored: StoredFile,
  work: (tx: Tx) => Promise<{ result: T; objectKey: string }>,
): Promise<T> {
  const { store, log } = deps
  const drop = () =>
    store.delete(stored.key).catch(error => log.warn({ event: 'upload.left-for-sweeper', key: stored.key, error }))
  try {
    const { result, objectKey } = await transaction(deps.db, work)
    if (objectKey !== stored.key) setImmediate(drop)
    return result
  } catch (error) {
    // Only a refusal is sure to have rolled back. A line lost at commit may hide a commit: those bytes stay, the sweeper judges later.
    if (error instanceof ProblemError) await drop()
    throw error
  }
}
