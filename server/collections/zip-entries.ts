import type { ZipSize } from '#contracts/download'
import type { Actor } from '#server/access/actor'
import type { AssetRow } from '#server/assets/find-readable-asset'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { takenBytes } from '#server/renditions/deliver-written'
import { markedFile } from '#server/renditions/marked-file'
import type { ObjectStore } from '#server/storage/object-store'
import { creditSheet, sheetName } from './credit-sheet.ts'
import type { ZipEntry } from './stream-zip.ts'
import { type ZipFileOf, zipFileOf } from './zip-file.ts'

/** Half a tebibyte: a day of a fast line. More belongs on a disk. */
const mostBytes = 2 ** 39

/** Asks, at this moment, whether an asset may be taken; null where it may not, or not any more. */
export type Ask = (assetId: string) => Promise<AssetRow | null>
type Taking = { ids: readonly string[]; size: ZipSize; ask: Ask; actor: Actor }

/** What the ZIP would hold now, by the sizes of the files before words or a mark are put into them. Throws `nothing-to-download` and `zip-too-large`. */
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
  { ids, size, ask, actor }: Taking,
  recordTaking: (asset: AssetRow, file: string) => Promise<void>,
): AsyncGenerator<ZipEntry & { named?(saved: string): void }> {
  const given: { file: string; asset: AssetRow }[] = []
  for (const id of ids) {
    const asset = await ask(id)
    const found = asset && (await zipFileOf(deps.db, asset, size))
    const file = found && (await withMark(deps.db, actor, asset, found))
    if (!asset || !file) continue
    await recordTaking(asset, file.what)
    yield { ...(await entryOf(deps, file, asset)), named: saved => void given.push({ file: saved, asset }) }
  }
  yield { name: sheetName, at: new Date(), bytes: creditSheet(given) }
}

// Nobody waits at a page for one file among hundreds; after this the line breaks, so that no half ZIP looks whole.
const patienceMs = 120_000

/** With the unit's mark where the unit wants it always; null where it cannot be drawn: without it the picture is not handed out. */
async function withMark(db: Db, actor: Actor, asset: AssetRow, file: ZipFileOf): Promise<ZipFileOf | null> {
  try {
    const marked = await markedFile(db, actor, asset, file.what, patienceMs)
    return marked ? { ...file, ...marked, what: `${file.what}, marked` } : file
  } catch (error) {
    if (error instanceof ProblemError && (error.key === 'cannot-make' || error.key === 'not-ready')) return null
    throw error
  }
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
