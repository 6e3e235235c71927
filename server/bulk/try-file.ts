import { refuseDuplicate } from '#server/assets/refuse-duplicate'
import { transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { hashStream } from '#server/storage/measure-stream'
import { accept, sniffBytes } from '#server/uploads/accept'
import { checkUpload } from '#server/uploads/check-upload'
import { callerOf, type ImportDeps, type ImportWish } from './import-file.ts'
import { openPlainFile } from './open-plain-file.ts'

/** What `importFile` would do with a file, as far as it can be known now; changes nothing and throws what that would throw. */
export async function tryFile(
  { db, config }: ImportDeps,
  wish: ImportWish,
): Promise<{ outcome: 'ok' | 'already'; assetId: string | null }> {
  const file = await openPlainFile(wish.root, wish.path)
  try {
    const { size } = file.stat
    if (size > BigInt(config.maxUploadBytes)) throw new ProblemError('too-large')
    const head = await file.handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0)
    const type = await accept(head.buffer.subarray(0, head.bytesRead))
    if ('refused' in type) throw new ProblemError(type.refused)
    const stream = file.handle.createReadStream({ autoClose: false, start: 0, highWaterMark: 1_048_576 })
    const { sha256 } = await hashStream(stream)
    await file.unchanged()
    const known = await db.importFile.findFirst({ where: { folder: wish.root, path: wish.path, sha256 } })
    if (known) return { outcome: 'already', assetId: known.assetId }
    const caller = await callerOf(db, wish.personId)
    await checkUpload(db, caller, { metadata: wish.metadata, size: Number(size) })
    const object = await db.storedObject.findFirst({ where: { sha256, size } })
    if (object && !wish.metadata.allowDuplicate)
      await transaction(db, tx => refuseDuplicate(tx, caller.actor, object.id))
    return { outcome: 'ok', assetId: null }
  } finally {
    await file.handle.close()
  }
}
