import type { ZipSize } from '#contracts/download'
import type { AssetRow } from '#server/assets/find-readable-asset'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { takenBytes } from '#server/renditions/deliver-written'
import type { ObjectStore } from '#server/storage/object-store'
import { creditSheet, sheetName } from './credit-sheet.ts'
import type { ZipEntry } from './stream-zip.ts'
import { type ZipFileOf, zipFileOf } from './zip-file.ts'

/** Half a tebibyte: a day of a fast line. More belongs on a disk. */
const mostBytes = 2 ** 39

/** Asks, at this moment, whether an asset may be taken; null where it may not, or not any more. */
export type Ask = (assetId: string) => Promise<AssetRow | null>
type Taking = { ids: readonly string[]; size: ZipSize; ask: Ask }

/** What the ZIP would hold now. Throws `nothing-to-download` and `zip-too-large`. */
export async function planEntries(db: Db, { ids, size, ask }: Taking): Promise<{ files: number; bytes: number }> {
  let [files, bytes] = [0, 0]
  for (const id of ids) {
    const asset = await ask(id)
    const file = asset && (await zipFileOf(db, asset, size))
    if (!file) continue
    files += 1
    bytes += file.size
  }
  if (files === 0) throw new ProblemError('nothing-to-download')
  if (bytes > mostBytes) throw new ProblemError('zip-too-large')
  return { files, bytes }
}

/**
 * The files, each asked for when its turn comes and recorded before its first byte leaves, then the sheet of those that went in. What
 * may not be taken any more is not there, and the sheet does not name it.
 */
export async function* zipEntries(
  deps: { db: Db; store: ObjectStore; log: Log },
  { ids, size, ask }: Taking,
  recordTaking: (asset: AssetRow, file: string) => Promise<void>,
): AsyncGenerator<ZipEntry & { named?(saved: string): void }> {
  const given: { file: string; asset: AssetRow }[] = []
  for (const id of ids) {
    const asset = await ask(id)
    const file = asset && (await zipFileOf(deps.db, asset, size))
    if (!asset || !file) continue
    await recordTaking(asset, file.what)
    yield { ...(await entryOf(deps, file, asset)), named: saved => void given.push({ file: saved, asset }) }
  }
  yield { name: sheetName, at: new Date(), bytes: creditSheet(given) }
}

/** With the asset's words inside where the format takes them; its size is that of the copy. */
async function entryOf(
  deps: { db: Db; store: ObjectStore; log: Log },
  file: ZipFileOf,
  asset: AssetRow,
): Promise<ZipEntry> {
  const { name } = file
  const at = asset.updatedAt
  if ('bytes' in file) return { name, at, bytes: file.bytes }
  const { bytes } = file.what === 'thumb' ? { bytes: file } : await takenBytes(deps, asset, file)
  return { name, at, size: bytes.size, open: () => deps.store.get(bytes.key) }
}
