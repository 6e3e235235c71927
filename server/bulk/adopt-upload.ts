import { link, mkdir } from 'node:fs/promises'
import type { Config } from '#server/platform/config'
import { type Db, transaction } from '#server/platform/db'
import { errnoOf, onDisk } from '#server/storage/disk-error'
import { measureFile } from '#server/storage/put-local-file'
import { settleRefused } from '#server/uploads/settle-refused'
import { stagingAt } from '#server/uploads/staging'
import { zipStaging } from './zip-staging.ts'
import type { ZipRow } from './zip-views.ts'

/**
 * Makes a ZIP that waits to be unpacked of a resumable upload that is whole, under the same id; null where there is none (any more), or
 * its bytes are not those that the client promised. The bytes get a second name, and lose the first when the row stands: a kill at any
 * place costs nothing.
 */
export async function adoptUpload({ db, config }: { db: Db; config: Config }, id: string): Promise<ZipRow | null> {
  const from = stagingAt(config.stagingDir)
  const upload = await db.upload.findUnique({ where: { id } })
  if (!upload?.unpack || upload.state !== 'ingesting') return null
  const sha256 = upload.measuredSha256 ?? (await measureFile(from.pathOf(id))).sha256
  if (upload.sha256 !== null && upload.sha256 !== sha256) {
    await settleRefused(db, from, id, 'checksum-mismatch')
    return null
  }
  const to = zipStaging(config)
  await onDisk(mkdir(to.folder, { recursive: true, mode: 0o750 }))
  await onDisk(
    link(from.pathOf(id), to.pathOf(id)).catch((error: unknown) => {
      // A run before this one was killed here.
      if (errnoOf(error) !== 'EEXIST') throw error
    }),
  )
  await to.sync(id)
  const { personId, address, fileName, size, metadata } = upload
  const row = await transaction(db, async tx => {
    const open = { id, state: 'ingesting' }
    const { count } = await tx.upload.updateMany({ where: open, data: { state: 'done' } })
    if (count === 0) return null
    return tx.zipUpload.create({
      data: { id, personId, address, fileName, size, sha256, metadata: metadata as object },
    })
  })
  await from.remove(id)
  return row
}
