import type { JobName } from '#contracts/job'
import type { AssetKind } from '#contracts/values'
import type { Caller } from '#server/access/caller'
import { createAsset } from '#server/assets/create-asset'
import { type Db, type Tx, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import type { ObjectStore } from '#server/storage/object-store'
import { titleFromFileName } from './file-name.ts'
import type { ReadUpload } from './read-upload.ts'
import type { StoredFile } from './store-engine.ts'

export type IngestDeps = { db: Db; store: ObjectStore; log: Log }

const jobs: Partial<Record<AssetKind, Extract<JobName, `rendition.${string}`>>> = {
  image: 'rendition.image',
  video: 'rendition.video',
  document: 'rendition.document',
}

/**
 * Makes an asset of a file that stands in the store: asset, version, audit and job in one transaction. Returns the asset's id once
 * it is committed. A refusal deletes the object; any other failure leaves it to the sweeper.
 */
export async function ingestUpload(deps: IngestDeps, caller: Caller, upload: ReadUpload): Promise<string> {
  const { stored, fileName, metadata } = upload
  const drop = () =>
    deps.store
      .delete(stored.key)
      .catch(error => deps.log.warn({ event: 'upload.left-for-sweeper', key: stored.key, error }))
  try {
    const { assetId, objectKey } = await transaction(deps.db, async tx => {
      const object = await claimObject(tx, stored)
      const { assetId, versionId } = await createAsset(tx, caller, {
        kind: stored.kind,
        file: 'processing',
        metadata: { ...metadata, title: metadata.title || titleFromFileName(fileName) },
        content: { objectId: object.id, fileName },
        act: 'asset.upload',
      })
      await enqueue(tx, jobs[stored.kind]!, { assetId, versionId }, { key: `rendition:${versionId}` })
      await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
      return { assetId, objectKey: object.key }
    })
    if (objectKey !== stored.key) await drop()
    return assetId
  } catch (error) {
    // Only a refusal is sure to have rolled back. A line lost at commit may hide a commit: those bytes stay, the sweeper judges later.
    if (error instanceof ProblemError) await drop()
    throw error
  }
}

/**
 * The row of these bytes: a new one, or the one that has had them before (sha256 and size decide). The row stays locked until the
 * transaction ends, so that a purge cannot take the bytes away meanwhile.
 */
async function claimObject(tx: Tx, file: StoredFile): Promise<{ id: string; key: string }> {
  const [row] = await tx.$queryRaw<{ id: string; key: string; damaged: boolean }[]>`
    insert into stored_object (id, key, sha256, size, content_type)
    values (${newId()}::uuid, ${file.key}, ${file.sha256}, ${BigInt(file.size)}, ${file.contentType})
    on conflict (sha256, size) do update set
      sha256 = excluded.sha256,
      -- These bytes are good, those at the old key are not: they take their place, and the check that is asked for heals it.
      key = case when stored_object.damaged_at is null then stored_object.key else excluded.key end
    returning id, key, damaged_at is not null as damaged`
  if (row!.damaged) await enqueue(tx, 'fixity.check', { objectId: row!.id }, { key: `fixity:${row!.id}` })
  return row!
}
