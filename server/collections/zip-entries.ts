import { setTimeout } from 'node:timers/promises'
import type { ZipSize } from '#contracts/download'
import type { Actor } from '#server/access/actor'
import type { AssetRow } from '#server/assets/find-readable-asset'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import { takenBytes } from '#server/renditions/deliver-written'
import { markedFile } from '#server/renditions/marked-file'
import type { ObjectStore } from '#server/storage/object-store'
import { creditSheet, type SheetRow, sheetName } from './credit-sheet.ts'
import type { ZipEntry } from './stream-zip.ts'
import { inPlace, type ZipFileOf, zipFileOf } from './zip-file.ts'

/** Half a tebibyte: a day of a fast line. More belongs on a disk. */
const mostBytes = 2 ** 39

/** Asks, at this moment, whether an asset may be taken, and by who may edit it; null where it may not, or not any more. */
export type Ask = (assetId: string) => Promise<Asked | null>
type Asked = { asset: AssetRow; mayEdit: boolean }
type Taking = { ids: readonly string[]; size: ZipSize; ask: Ask; actor: Actor }
type Deps = { db: Db; store: ObjectStore; log: Log }

/**
 * What the ZIP would hold now, by the sizes of the files before words or a mark are put into them. Throws `nothing-to-download` and
 * `zip-too-large`.
 */
export async function planEntries(db: Db, { ids, size, ask }: Taking): Promise<{ files: number; bytes: number }> {
  let [files, bytes] = [0, 0]
  for (const id of ids) {
    const asked = await ask(id)
    const file = asked && (await zipFileOf(db, asked.asset, size))
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
 * may not be taken any more is not there, and the sheet does not name it. An original that may not go as it is stored has a smaller
 * copy in its place, or none, and the sheet says so: a ZIP that streams can answer no problem.
 */
export async function* zipEntries(
  deps: Deps,
  { ids, size, ask, actor }: Taking,
  recordTaking: (asset: AssetRow, file: string) => Promise<void>,
): AsyncGenerator<ZipEntry & { named?(saved: string): void }> {
  const given: SheetRow[] = []
  for (const id of ids) {
    const asked = await ask(id)
    const file = asked && (await zipFileOf(deps.db, asked.asset, size))
    if (!asked || !file) continue
    const { asset } = asked
    const packed = await packedFile(deps, actor, asked, file)
    if (!packed) {
      given.push({ file: '', asset, note: leftOut })
      continue
    }
    await recordTaking(asset, packed.what)
    yield { ...packed.entry, named: saved => void given.push({ file: saved, asset, note: packed.note }) }
  }
  yield { name: sheetName, at: new Date(), bytes: creditSheet(given) }
}

const smaller = 'Bản nhỏ hơn, thay cho tệp gốc chưa giao được'
const leftOut = 'Không kèm tệp: tệp này chưa giao được'
type Packed = { entry: ZipEntry; what: string; note: string }

/** The file as it can go, or the smaller one in its place; null where neither is there. */
async function packedFile(deps: Deps, actor: Actor, asked: Asked, plain: ZipFileOf): Promise<Packed | null> {
  const file = await withMark(deps.db, actor, asked.asset, plain)
  if (!file) return null
  const entry = await patientEntry(deps, asked, file)
  if (entry) return { entry, what: file.what, note: '' }
  const other = await zipFileOf(deps.db, asked.asset, inPlace)
  const shown = other && (await withMark(deps.db, actor, asked.asset, other))
  const instead = shown && (await entryOf(deps, asked, shown))
  return shown && instead ? { entry: instead, what: shown.what, note: smaller } : null
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

// A ZIP lasts for minutes anyway: what passes may have passed by the next time.
const tries = 3
const pauseMs = 5_000

async function patientEntry(deps: Deps, asked: Asked, file: ZipFileOf): Promise<ZipEntry | null> {
  for (let n = 1; ; n += 1) {
    try {
      return await entryOf(deps, asked, file)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      if (error.key !== 'too-busy' && error.key !== 'original-kept') throw error
      if (error.key === 'original-kept' || n === tries) return null
      await setTimeout(pauseMs)
    }
  }
}

/** With the asset's words inside where the format takes them; its size is that of the copy. Throws as `takenBytes` does. */
async function entryOf(deps: Deps, asked: Asked, file: ZipFileOf): Promise<ZipEntry> {
  const { name } = file
  const at = asked.asset.updatedAt
  if ('bytes' in file) return { name, at, bytes: file.bytes }
  const { bytes } = file.what === 'thumb' ? { bytes: file } : await takenBytes(deps, { ...asked, source: file })
  return { name, at, size: bytes.size, open: () => deps.store.get(bytes.key) }
}
