import { lstat, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ProblemError } from '#server/platform/problem-error'
import { isAbsent } from '#server/storage/disk-error'
import { checkUpload } from '#server/uploads/check-upload'
import { callerOf } from './asking-for.ts'
import { type ImportDeps, importFile } from './import-file.ts'
import { loadTerms, type TermIndex } from './load-terms.ts'
import { moveAside } from './move-aside.ts'
import { findSidecar, isSidecar } from './sidecar.ts'
import { walkFolder } from './walk-folder.ts'
import { whyRefused } from './why-refused.ts'

type WatchDeps = ImportDeps & { signal: AbortSignal }
type Watch = { root: string; personId: string; unit: string | null; terms: TermIndex }

/**
 * One look at the watched folder: what has not grown between two looks is taken in and moved to `done/`, what the hub does not take to
 * `refused/` with a `.txt` that says why. Safe to kill anywhere: the ledger knows what was taken, a move is made up for by the next look.
 * Does nothing where no folder is watched, or the person may not upload: then the files stay.
 */
export async function watchFolder(deps: WatchDeps): Promise<void> {
  const { config, log, signal } = deps
  if (!config.watch) return
  const { unit, settleSeconds } = config.watch
  const root = await realpath(config.watch.directory)
  const before = await look(root)
  if (before.size === 0) return
  const personId = await watcherId(deps)
  if (!personId) return
  await pause(settleSeconds * 1000, undefined, { signal })
  const now = await look(root)
  const watch = { root, personId, unit, terms: await loadTerms(deps.db) }
  for (const name of ['done', 'refused']) await mkdir(join(root, name), { recursive: true, mode: 0o750 })
  for (const [path, state] of now) {
    signal.throwIfAborted()
    if (before.get(path) !== state || isSidecar(path, now)) continue
    await takeOne(deps, watch, path).catch(error => {
      // The disk or the store: this file waits for the next look, the others need not.
      log.error({ event: 'watch.failed', path, error })
    })
  }
}

/** Size, time and kind of each file, as one text to compare. */
async function look(root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for await (const { path } of walkFolder(root, name => name === 'done' || name === 'refused')) {
    const stat = await lstat(join(root, path), { bigint: true }).catch((error: unknown) => {
      if (isAbsent(error)) return null
      throw error
    })
    if (stat) found.set(path, `${stat.ino} ${stat.size} ${stat.mtimeNs}`)
  }
  return found
}

async function watcherId({ db, config, log }: ImportDeps): Promise<string | null> {
  const { person: email, unit } = config.watch!
  const person = await db.person.findUnique({ where: { email: email.normalize('NFC').toLowerCase() } })
  try {
    if (!person) throw new ProblemError('not-found', { detail: 'nobody has the address of HUB_WATCH_PERSON' })
    await checkUpload(db, await callerOf(db, person.id), { metadata: unit ? { unit } : {}, size: null })
    return person.id
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error
    // A full quota is each file's matter.
    if (error.key === 'quota-exceeded') return person!.id
    log.error({ event: 'watch.person', problem: error.key, error })
    return null
  }
}

async function takeOne(deps: ImportDeps, watch: Watch, path: string): Promise<void> {
  const { db, log } = deps
  const { root, personId, unit, terms } = watch
  const sidecar = await findSidecar(root, path, { unit, terms })
  const beside = sidecar.path === null ? [] : [sidecar.path]
  try {
    if (sidecar.wrong) throw new ProblemError('invalid-request', { detail: sidecar.wrong })
    const { outcome, assetId } = await importFile(deps, { root, path, personId, metadata: sidecar.metadata })
    await moveAside(root, 'done', [path, ...beside])
    // Out of the folder: the same name may come again, and is judged as any other file then.
    await db.importFile.deleteMany({ where: { folder: root, path } })
    log.info({ event: 'watch.taken', path, outcome, assetId })
  } catch (error) {
    if (!(error instanceof ProblemError) || error.status >= 500) throw error
    // It vanished, or is still being written: the next look judges.
    if (error.key === 'not-found' || error.key === 'changed-meanwhile') return
    await moveAside(root, 'refused', [path, ...beside], whyRefused(error))
    log.warn({ event: 'watch.refused', path, problem: error.key })
  }
}
