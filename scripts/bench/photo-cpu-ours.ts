// The hub's own job over the same files, in a process of its own: fetched from the store, made, hashed, stored, recorded in Postgres.
import { openDb } from '#server/platform/db'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { makeImageRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { type BenchAsset, putBenchPhoto } from './bench-assets.ts'
import { treeCpuSeconds } from './process-tree-cpu.ts'

const [url = '', storeFolder = ''] = process.argv.slice(2)
const { db } = openDb(url, { max: 4, name: 'bench' })
const store = await openFilesystemStore(storeFolder)
const signal = new AbortController().signal
const context: RenditionContext = { db, store, log: createLog('error', 'bench'), lastAttempt: true, signal }
const uploaded = new Map<string, BenchAsset>()

process.on('message', async ({ files }: { files: string[] }) => {
  const waiting: BenchAsset[] = []
  for (const file of files) {
    const asset = uploaded.get(file) ?? (await putBenchPhoto(db, store, file))
    uploaded.set(file, asset)
    waiting.push(asset)
  }
  for (const asset of waiting) await forget(asset)
  const before = treeCpuSeconds()
  for (const { assetId, versionId } of waiting) await makeImageRendition({ assetId, versionId }, context)
  const cpuSeconds = treeCpuSeconds() - before
  const ready = await db.asset.count({ where: { file: 'ready', id: { in: waiting.map(asset => asset.assetId) } } })
  if (ready !== files.length) throw new Error(`${files.length - ready} photos did not become ready`)
  process.send?.({ cpuSeconds })
})
process.send?.({ open: true })

/** Back to the moment after the upload, in rows and in the store. */
async function forget({ assetId, objectId }: BenchAsset): Promise<void> {
  await db.rendition.deleteMany({ where: { objectId } })
  await db.asset.update({ where: { id: assetId }, data: { file: 'processing', progress: 0 } })
  for await (const { key } of store.list(`derived/${objectId}/`)) await store.delete(key)
}
