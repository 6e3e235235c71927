import { createReadStream } from 'node:fs'
import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { objectKey } from '#server/storage/keys'
import type { ObjectStore } from '#server/storage/object-store'

export type BenchAsset = { assetId: string; versionId: string; objectId: string }

/** A photo as an upload leaves it: stored, and its asset `processing`; no job is put. */
export async function putBenchPhoto(db: Db, store: ObjectStore, file: string): Promise<BenchAsset> {
  const asset = { assetId: newId(), versionId: newId(), objectId: newId() }
  const key = objectKey()
  const { sha256, size } = await store.put(key, createReadStream(file))
  const object = { id: asset.objectId, key, sha256, size: BigInt(size), contentType: 'image/jpeg' }
  await db.storedObject.create({ data: object })
  const { id: unitId } = await db.unit.findFirstOrThrow()
  const uploadedBy = newId()
  const version = { id: asset.versionId, number: 1, objectId: asset.objectId, fileName: 'photo.jpg' }
  const said = { kind: 'image', file: 'processing', visibility: 'hub', title: 'Bench', date: new Date('2020-01-01') }
  const versions = { create: { ...version, createdBy: uploadedBy } }
  await db.asset.create({ data: { id: asset.assetId, unitId, uploadedBy, ...said, versions } })
  return asset
}
