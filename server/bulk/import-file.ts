import type { UploadMetadata } from '#contracts/asset'
import type { Config } from '#server/platform/config'
import type { Db, Tx } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { cleanFileName } from '#server/uploads/file-name'
import { ingestUpload } from '#server/uploads/ingest-upload'
import { type StoredFile, storeStream } from '#server/uploads/store-engine'
import { type Asking, askingFor } from './asking-for.ts'
import { openPlainFile, type PlainFile } from './open-plain-file.ts'

export type ImportDeps = { db: Db; store: ObjectStore; log: Log; config: Config }
/** `root` is the folder's real path, `path` the file's within it as the disk spells it; `asking` is that of the whole run. */
export type ImportWish = { root: string; path: string; personId: string; metadata: UploadMetadata; asking?: Asking }
export type Imported = { outcome: 'taken' | 'already'; assetId: string | null }

/**
 * Takes one file of a folder on this machine in, by the rules of every upload, in a person's name. The ledger is written in the asset's
 * own transaction: the same file at the same place is taken once, however often and by however many runs. Throws what an upload
 * throws, `not-found` for one that has vanished, `changed-meanwhile` for one that somebody still writes.
 */
export async function importFile(deps: ImportDeps, wish: ImportWish): Promise<Imported> {
  const { db, config } = deps
  const { root, path, metadata } = wish
  const file = await openPlainFile(root, path)
  try {
    const known = await db.importFile.findFirst({
      where: { folder: root, path, size: file.stat.size, modifiedNs: file.stat.mtimeNs.toString() },
    })
    if (known) return { outcome: 'already', assetId: known.assetId }
    if (file.stat.size > BigInt(config.maxUploadBytes)) throw new ProblemError('too-large')
    const asking = wish.asking ?? askingFor(db, wish.personId)
    await asking.check(metadata, Number(file.stat.size))
    const caller = await asking.caller()
    const stored = await storeFile(deps, file)
    const upload = { stored, fileName: cleanFileName(path), metadata, lane: 'import' as const }
    return await ingestUpload(deps, caller, upload, (tx, assetId) => note(tx, wish, file, stored, assetId)).then(
      assetId => ({ outcome: 'taken' as const, assetId }),
      error => takenBefore(db, wish, stored, error),
    )
  } finally {
    await file.handle.close()
  }
}

async function storeFile({ store, config }: ImportDeps, file: PlainFile): Promise<StoredFile> {
  const stream = file.handle.createReadStream({ autoClose: false, highWaterMark: 1_048_576, start: 0 })
  try {
    const stored = await storeStream(store, stream, config.maxUploadBytes)
    await file.unchanged().catch(async error => {
      await store.delete(stored.key)
      throw error
    })
    return stored
  } finally {
    stream.destroy()
  }
}

async function note(tx: Tx, wish: ImportWish, file: PlainFile, stored: StoredFile, assetId: string): Promise<void> {
  const made = await tx.$executeRaw`
    insert into import_file (id, folder, path, sha256, size, modified_ns, person_id, asset_id)
    values (${newId()}::uuid, ${wish.root}, ${wish.path}, ${stored.sha256}, ${file.stat.size},
      ${file.stat.mtimeNs.toString()}::numeric, ${wish.personId}::uuid, ${assetId}::uuid)
    on conflict (folder, path, sha256) do nothing`
  if (made === 0) throw new ProblemError('conflict')
}

/** The ledger has these bytes at this place: another run was first, or the file was only touched since. */
async function takenBefore(db: Db, wish: ImportWish, stored: StoredFile, error: unknown): Promise<Imported> {
  if (!(error instanceof ProblemError)) throw error
  const where = { folder: wish.root, path: wish.path, sha256: stored.sha256 }
  const known = await db.importFile.findFirst({ where })
  if (!known) throw error
  return { outcome: 'already', assetId: known.assetId }
}
