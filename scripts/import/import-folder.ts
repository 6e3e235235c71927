import { readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { type Asking, askingFor, callerOf } from '#server/bulk/asking-for'
import { type ImportDeps, importFile } from '#server/bulk/import-file'
import { loadTerms, type TermIndex } from '#server/bulk/load-terms'
import { readSheet } from '#server/bulk/read-sheet'
import { rowMetadata } from '#server/bulk/row-metadata'
import { sheetFields } from '#server/bulk/sheet-columns'
import { type SheetOfFiles, sheetOfFiles } from '#server/bulk/sheet-of-files'
import { tryFile } from '#server/bulk/try-file'
import { type Found, walkFolder } from '#server/bulk/walk-folder'
import { whyRefused } from '#server/bulk/why-refused'
import { ProblemError } from '#server/platform/problem-error'
import { checkUpload } from '#server/uploads/check-upload'
import { Refused } from '../refused.ts'
import type { ImportOptions } from './read-options.ts'
import { type Line, openReport, type Report } from './report.ts'

// Hashing is one core's work and a disk's: more at a time only makes both wait.
const atOnce = 3

/** Takes a folder in, or with `dryRun` says what would happen. 0 where every file is in, 1 where one is not. Throws Refused. */
export async function importFolder(deps: ImportDeps, options: ImportOptions): Promise<number> {
  const root = await realpath(options.folder).catch(() => {
    throw new Refused(`there is no folder ${options.folder}`)
  })
  if (!(await stat(root)).isDirectory()) throw new Refused(`${options.folder} is not a folder`)
  const personId = await uploaderId(deps, options)
  const sheet = await sheetIn(options)
  const own = new Set(await Promise.all([options.sheet, options.map, options.report].map(realOf)))
  const report = await openReport(options.report)
  const asking = askingFor(deps.db, personId)
  const run: Run = { deps, options, root, personId, asking, sheet, terms: await loadTerms(deps.db), report }
  try {
    for (const row of sheet.doubled)
      await report.line({ path: row.cells.file ?? '', line: row.line, outcome: 'doubled-row' })
    await eachOf(
      walkFolder(root, path => own.has(join(root, path))),
      found => importFound(run, found),
    )
    for (const row of sheet.unused()) await report.line({ path: row.cells.file!, line: row.line, outcome: 'no-file' })
  } finally {
    await report.end()
  }
  console.log(report.summary())
  return report.failed() ? 1 : 0
}

type Run = {
  deps: ImportDeps
  options: ImportOptions
  root: string
  personId: string
  asking: Asking
  sheet: SheetOfFiles
  terms: TermIndex
  report: Report
}

async function importFound(run: Run, { path, kind }: Found): Promise<void> {
  const { deps, options, root, personId, asking, report } = run
  const row = run.sheet.of(path)
  const at = { path, line: row?.line ?? null }
  if (kind === 'odd')
    return report.line({ ...at, outcome: 'refused', reason: 'Không phải tệp thường, hoặc tên tệp không phải UTF-8.' })
  const said = rowMetadata({ ...(options.unit ? { unit: options.unit } : {}), ...row?.cells }, run.terms)
  if ('wrong' in said) return report.line({ ...at, outcome: 'wrong-row', reason: said.wrong.join('; ') })
  const wish = { root, path, personId, metadata: said.metadata, asking }
  await report.line({
    ...at,
    ...(await outcomeOf(() => (options.dryRun ? tryFile(deps, wish) : importFile(deps, wish)))),
  })
}

async function outcomeOf(
  work: () => Promise<{ outcome: Line['outcome']; assetId: string | null }>,
): Promise<Omit<Line, 'path' | 'line'>> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status >= 500) throw error
    return { outcome: error.key === 'duplicate' ? 'duplicate' : 'refused', code: error.key, reason: whyRefused(error) }
  }
}

/** Runs `work` for each, some at a time; the first failure ends it once those under way have ended. */
async function eachOf<T>(items: AsyncGenerator<T>, work: (item: T) => Promise<void>): Promise<void> {
  let failure: { error: unknown } | null = null
  const line = async () => {
    for (let next = await items.next(); !next.done && !failure; next = await items.next()) {
      await work(next.value).catch(error => {
        failure ??= { error }
      })
    }
  }
  await Promise.all(Array.from({ length: atOnce }, line))
  if (failure) throw (failure as { error: unknown }).error
}

async function uploaderId({ db }: ImportDeps, { as, unit }: ImportOptions): Promise<string> {
  const person = await db.person.findUnique({ where: { email: as.normalize('NFC').toLowerCase() } })
  if (!person) throw new Refused(`nobody has the address ${as}`)
  const metadata = unit ? { unit } : {}
  await checkUpload(db, await callerOf(db, person.id), { metadata, size: null }).catch(error => {
    // Without --unit each row may name its own.
    if (!(error instanceof ProblemError) || (error.key === 'unit-required' && !unit)) return
    throw new Refused(`${as} may not upload${unit ? ` for ${unit}` : ''}: ${error.key}`)
  })
  return person.id
}

async function sheetIn({ sheet, map }: ImportOptions): Promise<SheetOfFiles> {
  if (!sheet) return sheetOfFiles([])
  const columns = map ? await readMap(map) : undefined
  try {
    const read = await readSheet(await readFile(sheet), /\.xlsx$/i.test(sheet) ? 'xlsx' : 'csv', columns)
    if (read.unknown.length > 0)
      console.error(`hubctl: columns that mean nothing to the hub: ${read.unknown.join(', ')}`)
    return sheetOfFiles(read.rows)
  } catch (error) {
    throw new Refused(`cannot use ${sheet}: ${error instanceof Error ? error.message : error}`)
  }
}

async function readMap(file: string) {
  try {
    return z.record(z.string(), z.enum(sheetFields).nullable()).parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    throw new Refused(
      `cannot use ${file}: it must be JSON of column -> one of ${sheetFields.join(', ')} (${error instanceof Error ? error.name : error})`,
    )
  }
}

async function realOf(file: string | undefined): Promise<string | null> {
  return file ? realpath(file).catch(() => null) : null
}
