// The hub's own jobs over one PDF, in a process of its own: the document's, then each run of further pages.
import { createReadStream } from 'node:fs'
import { openDb } from '#server/platform/db'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { pageRunOf } from '#server/renditions/page-run'
import { profiles } from '#server/renditions/profiles'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { objectKey } from '#server/storage/keys'
import { makePages } from '#workers/renditions/make-pages'
import { makeDocumentRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { treeCpuSeconds } from './process-tree-cpu.ts'

const [url = '', storeFolder = ''] = process.argv.slice(2)
const { db } = openDb(url, { max: 4, name: 'bench' })
const store = await openFilesystemStore(storeFolder)
const signal = new AbortController().signal
const context: RenditionContext = { db, store, log: createLog('error', 'bench'), lastAttempt: true, signal }
const ids = { assetId: newId(), versionId: newId(), objectId: newId() }
let known = false

process.on('message', async ({ file }: { file: string }) => {
  if (!known) await upload(file)
  known = true
  await forget()
  const before = treeCpuSeconds()
  await makeDocumentRendition(ids, context)
  const document = await db.storedObject.findUniqueOrThrow({ where: { id: ids.objectId } })
  const pageCount = document.pageCount ?? 0
  for (let next = profiles.document.pages.count + 1; next <= pageCount; ) {
    const { first, last } = pageRunOf(next, document)
    await draw(first)
    next = last + 1
  }
  const cpuSeconds = treeCpuSeconds() - before
  const drawn = await db.rendition.count({ where: { objectId: ids.objectId, name: { startsWith: 'page-' } } })
  if (drawn !== pageCount) throw new Error(`${drawn} of ${pageCount} pages were drawn`)
  process.send?.({ cpuSeconds })
})
process.send?.({ open: true })

async function draw(first: number): Promise<void> {
  await db.pageRun.create({ data: { versionId: ids.versionId, first } })
  await makePages({ ...ids, first }, context)
}

async function upload(file: string): Promise<void> {
  const key = objectKey()
  const { sha256, size } = await store.put(key, createReadStream(file))
  await db.storedObject.create({
    data: { id: ids.objectId, key, sha256, size: BigInt(size), contentType: 'application/pdf' },
  })
  const { id: unitId } = await db.unit.findFirstOrThrow()
  const uploadedBy = newId()
  const version = { id: ids.versionId, number: 1, objectId: ids.objectId, fileName: 'bench.pdf', createdBy: uploadedBy }
  const said = { kind: 'document', file: 'processing', visibility: 'hub', title: 'Bench', date: new Date('2020-01-01') }
  await db.asset.create({ data: { id: ids.assetId, unitId, uploadedBy, ...said, versions: { create: version } } })
}

/** Back to the moment after the upload, in rows and in the store; nothing but the pages is measured, so the machine reads nothing. */
async function forget(): Promise<void> {
  const { assetId, versionId, objectId } = ids
  await db.rendition.deleteMany({ where: { objectId } })
  await db.pageRun.deleteMany({ where: { versionId } })
  await db.asset.update({ where: { id: assetId }, data: { file: 'processing', progress: 0 } })
  for await (const { key } of store.list(`derived/${objectId}/`)) await store.delete(key)
}
