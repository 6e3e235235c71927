// The hub's own job over the same files, in a process of its own: fetched from the store, made, hashed, stored, recorded in Postgres.
import { createReadStream } from 'node:fs'
import { type Db, openDb } from '#server/platform/db'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { objectKey } from '#server/storage/keys'
import type { ObjectStore } from '#server/storage/object-store'
import { makeImageRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { treeCpuSeconds } from './process-tree-cpu.ts'

type Waiting = { assetId: string; versionId: string; objectId: string }
const [url = '', storeFolder = ''] = process.argv.slice(2)
const { db } = openDb(url, { max: 4, name: 'bench' })
const store = await openFilesystemStore(storeFolder)
const signal = new AbortController().signal
const context: RenditionContext = { db, store, log: createLog('error', 'bench'), lastAttempt: true, signal }
const uploaded = new Map<string, Waiting>()

process.on('message', async ({ files }: { files: string[] }) => {
  const waiting: Waiting[] = []
  for (const file of files) waiting.push(uploaded.get(file) ?? (await upload(file)))
  for (const asset of waiting) await forget(asset)
  const before = treeCpuSeconds()
  for (const asset of waiting) await makeImageRendition(asset, context)
  const cpuSeconds = treeCpuSeconds() - before
  const ready = await db.asset.count({ where: { file: 'ready', id: { in: waiting.map(asset => asset.assetId) } } })
  if (ready !== files.length) throw new Error(`${files.length - ready} photos did not become ready`)
  process.send?.({ cpuSeconds })
})
process.send?.({ open: true })

async function upload(file: string): Promise<Waiting> {
  const asset = { assetId: newId(), versionId: newId(), objectId: newId() }
  const key = objectKey()
  const { sha256, size } = await store.put(key, createReadStream(file))
  await db.storedObject.create({
    data: { id: asset.objectId, key, sha256, size: BigInt(size), contentType: 'image/jpeg' },
  })
  await insertAsset(db, asset)
  uploaded.set(file, asset)
  return asset
}

async function insertAsset(db: Db, { assetId, versionId, objectId }: Waiting): Promise<void> {
  const { id: unitId } = await db.unit.findFirstOrThrow()
  const uploadedBy = newId()
  const versions = { create: { id: versionId, number: 1, objectId, fileName: 'photo.jpg', createdBy: uploadedBy } }
  const said = { kind: 'image', file: 'processing', visibility: 'hub', title: 'Bench', date: new Date('2020-01-01') }
  await db.asset.create({ data: { id: assetId, unitId, uploadedBy, ...said, versions } })
}

/** Back to the moment after the upload, in rows and in the store. */
async function forget({ assetId, objectId }: Waiting, from: ObjectStore = store): Promise<void> {
  await db.rendition.deleteMany({ where: { objectId } })
  await db.asset.update({ where: { id: assetId }, data: { file: 'processing', progress: 0 } })
  for await (const { key } of from.list(`derived/${objectId}/`)) await from.delete(key)
}
