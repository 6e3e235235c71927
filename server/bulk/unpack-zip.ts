import { type Readable, Transform } from 'node:stream'
import { crc32 } from 'node:zlib'
import type { Entry, ZipFile } from 'yauzl'
import type { UploadMetadata } from '#contracts/asset'
import { transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { personActor } from '#server/units/actor-of'
import { checkUpload } from '#server/uploads/check-upload'
import { cleanFileName } from '#server/uploads/file-name'
import { ingestUpload } from '#server/uploads/ingest-upload'
import { storeStream } from '#server/uploads/store-engine'
import { adoptUpload } from './adopt-upload.ts'
import type { ImportDeps } from './import-file.ts'
import { loadTerms } from './load-terms.ts'
import { rowMetadata } from './row-metadata.ts'
import type { SheetOfFiles } from './sheet-of-files.ts'
import { readZipDirectory, type ZipFileEntry } from './zip-directory.ts'
import { sheetOfZip } from './zip-sheet.ts'
import { zipStaging } from './zip-staging.ts'
import type { ZipRow } from './zip-views.ts'

type UnzipDeps = ImportDeps & { signal: AbortSignal }

/**
 * Takes the files of an uploaded ZIP in, one after the other, each by the rules of every upload. The directory is judged first; then
 * each file is settled in the transaction that makes its asset, so a job that was killed goes on with the next. A refusal of one file
 * stands beside it; one of the whole ZIP ends it.
 */
export async function unpackZip({ zipId }: { zipId: string }, deps: UnzipDeps): Promise<void> {
  const { db, config } = deps
  const staging = zipStaging(config)
  const row = (await db.zipUpload.findUnique({ where: { id: zipId } })) ?? (await adoptUpload(deps, zipId))
  if (!row || row.state === 'done' || row.state === 'refused') return
  try {
    const { zip, files } = await readZipDirectory(staging.pathOf(zipId))
    try {
      const { sheet, rest } = await sheetOfZip(zip, files)
      await begin(deps, row, rest)
      await takeEntries(deps, row, { zip, files: rest, sheet })
    } finally {
      zip.close()
    }
    await db.zipUpload.updateMany({ where: { id: zipId, state: 'unpacking' }, data: { state: 'done' } })
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status >= 500) throw error
    const refusal = { state: 'refused', problem: error.key, problemDetail: error.detail ?? null }
    await db.zipUpload.updateMany({ where: { id: zipId, state: { in: ['waiting', 'unpacking'] } }, data: refusal })
  }
  await staging.remove(zipId)
}

/** Writes down what is in the ZIP, once. */
async function begin({ db }: UnzipDeps, row: ZipRow, files: readonly ZipFileEntry[]): Promise<void> {
  if (files.length === 0) throw new ProblemError('zip-refused', { detail: 'Trong tệp ZIP không có tệp nào.' })
  const entries = files.map(({ number, name, entry }) => ({
    ...{ zipId: row.id, number, name },
    size: BigInt(entry.uncompressedSize),
  }))
  await transaction(db, async tx => {
    await tx.zipEntry.createMany({ data: entries, skipDuplicates: true })
    await tx.zipUpload.update({ where: { id: row.id }, data: { state: 'unpacking' } })
  })
}

type Contents = { zip: ZipFile; files: readonly ZipFileEntry[]; sheet: SheetOfFiles }

async function takeEntries(deps: UnzipDeps, row: ZipRow, { zip, files, sheet }: Contents): Promise<void> {
  const { db, signal } = deps
  const terms = await loadTerms(db)
  const open = await db.zipEntry.findMany({ where: { zipId: row.id, state: 'waiting' }, select: { number: true } })
  const waiting = new Set(open.map(entry => entry.number))
  for (const file of files) {
    if (!waiting.has(file.number)) continue
    signal.throwIfAborted()
    try {
      const said = rowMetadata(sheet.of(file.name)?.cells ?? {}, terms)
      if ('wrong' in said) throw new ProblemError('invalid-request', { detail: said.wrong.join('; ') })
      await takeEntry(deps, row, zip, file, { ...(row.metadata as UploadMetadata), ...said.metadata })
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status >= 500) throw error
      await refuseEntry(deps, row.id, file.number, error)
    }
  }
}

async function takeEntry(
  deps: UnzipDeps,
  row: ZipRow,
  zip: ZipFile,
  { number, name, entry }: ZipFileEntry,
  metadata: UploadMetadata,
): Promise<void> {
  const { db, store, config } = deps
  if (entry.uncompressedSize > config.maxUploadBytes) throw new ProblemError('too-large')
  const caller = { actor: await personActor(db, row.personId), origin: { address: row.address, requestId: null } }
  await checkUpload(db, caller, { metadata, size: entry.uncompressedSize })
  const stream = await openEntry(zip, entry)
  const stored = await storeStream(store, stream, config.maxUploadBytes).finally(() => stream.destroy())
  const upload = { stored, fileName: cleanFileName(name), metadata, lane: 'import' as const }
  await ingestUpload(deps, caller, upload, async (tx, assetId) => {
    const where = { zipId: row.id, number, state: 'waiting' }
    const { count } = await tx.zipEntry.updateMany({ where, data: { state: 'done', assetId } })
    if (count === 0) throw new ProblemError('conflict')
  })
}

/** An entry's bytes as they come out; ends in `zip-refused` where they are not those that the directory promised (size, CRC-32). */
async function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  const broken = (cause: unknown) =>
    new ProblemError('zip-refused', { detail: 'Tệp này trong tệp ZIP đã hỏng.', cause })
  const source = await zip.openReadStreamPromise(entry).catch(error => {
    throw broken(error)
  })
  let crc = 0
  const proved = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      crc = crc32(chunk, crc)
      next(null, chunk)
    },
    flush(done) {
      done(crc === entry.crc32 ? null : broken('CRC-32'))
    },
  })
  source.once('error', error => proved.destroy(broken(error)))
  proved.once('close', () => source.destroy())
  return source.pipe(proved)
}

/** Unless another run settled it meanwhile. */
async function refuseEntry({ db }: UnzipDeps, zipId: string, number: number, error: ProblemError): Promise<void> {
  const other = error.extension.asset as { id: string } | undefined
  const detail = error.detail ?? error.errors?.map(item => item.detail).join('; ') ?? null
  const data = { state: 'refused', problem: error.key, problemDetail: detail, assetId: other?.id ?? null }
  await db.zipEntry.updateMany({ where: { zipId, number, state: 'waiting' }, data })
}
