import { join } from 'node:path'
import type { JobPayload } from '#contracts/job'
import { withWorkFolder } from '#server/platform/work-folder'
import { pageRunOf } from '#server/renditions/page-run'
import { pageName, printedName, profiles, stillType } from '#server/renditions/profiles'
import { recordPages } from '#server/renditions/record-pages'
import type { StoredRendition } from '#server/renditions/record-rendition'
import { keepRendition } from './keep-rendition.ts'
import type { Task } from './made.ts'
import { fetchOriginal, type RenditionContext } from './make-rendition.ts'
import { ToolMissing } from './missing-tools.ts'
import { type DrawnPage, drawPages, makePage, type PageSpan } from './pdf.ts'
import { PermanentFault } from './permanent-fault.ts'

type Run = {
  versionId: string
  objectId: string
  first: number
  recipe: number
  last: number
  key: string
  tallest: number | null
}

/**
 * The job `rendition.pages`: draws a run of pages of a document, its own or those that it was printed to. Twice does no harm. Throws
 * for the queue to try again; where the file or its pages are gone there is nothing to do.
 */
export async function makePages(
  { versionId, first }: JobPayload<'rendition.pages'>,
  context: RenditionContext,
): Promise<void> {
  const { db, signal, lastAttempt, log } = context
  const run = await findRun(context, versionId, first)
  if (!run) return
  try {
    const known = (await isDrawn(context, run)) && (await knowsPages(context, run))
    await recordPages(db, run, known ? 'known' : await draw(context, run))
  } catch (error) {
    if (error instanceof ToolMissing || signal.aborted || (!(error instanceof PermanentFault) && !lastAttempt))
      throw error
    log.warn({ event: 'pages.failed', objectId: run.objectId, first, error })
    await recordPages(db, run, [])
    if (!(error instanceof PermanentFault)) throw error
  }
}

async function findRun({ db }: RenditionContext, versionId: string, first: number): Promise<Run | null> {
  const version = await db.assetVersion.findUnique({
    where: { id: versionId },
    select: {
      scan: true,
      object: { include: { renditions: { where: { name: printedName }, orderBy: { recipe: 'desc' } } } },
    },
  })
  const object = version?.object
  if (!version || !object?.pageCount || version.scan === 'waiting' || version.scan === 'infected') return null
  const key = object.contentType === 'application/pdf' ? object.key : object.renditions[0]?.key
  const last = Math.min(pageRunOf(first, object).last, object.pageCount)
  const { recipe } = profiles.document
  const { tallest } = (object.details ?? {}) as { tallest?: unknown }
  const known = typeof tallest === 'number' ? tallest : null
  return key && first <= last ? { versionId, objectId: object.id, first, recipe, last, key, tallest: known } : null
}

async function isDrawn({ db }: RenditionContext, { objectId, recipe, first, last }: Run): Promise<boolean> {
  const names = Array.from({ length: last - first + 1 }, (_, index) => pageName(first + index))
  return (await db.rendition.count({ where: { objectId, recipe, name: { in: names } } })) === names.length
}

/**
 * Whether these pages were drawn before for this asset, or for another that the same person uploaded; nobody else's readers count
 * (knows-object.ts says why).
 */
async function knowsPages({ db }: RenditionContext, { versionId, first }: Run): Promise<boolean> {
  const rows = await db.$queryRaw<unknown[]>`
    select 1 from asset_version mine
    join asset a on a.id = mine.asset_id
    join asset_version v on v.object_id = mine.object_id
    join asset other on other.id = v.asset_id
    join page_run r on r.version_id = v.id and r.first = ${first} and r.state = 'made'
    where mine.id = ${versionId}::uuid and (other.id = a.id or other.uploaded_by = a.uploaded_by)
    limit 1`
  return rows.length > 0
}

async function draw({ store, signal }: RenditionContext, run: Run): Promise<StoredRendition[]> {
  return withWorkFolder(async folder => {
    const input = join(folder, 'original')
    await fetchOriginal(store, run.key, input, signal)
    const task = { input, contentType: 'application/pdf', folder, signal, progress: () => {} }
    const kept: StoredRendition[] = []
    for (const { file, page } of await drawRun(task, run)) {
      const { stills } = await makePage(task, file, page)
      for (const still of stills)
        kept.push(await keepRendition(store, run, { ...still, contentType: stillType, durationMs: null }))
    }
    return kept
  })
}

/**
 * Draws a run in one call; one that takes too long again in short runs, each with the time of a whole call: of a slow document a reader
 * gets no fewer pages than of short runs alone.
 */
async function drawRun(task: Task, run: PageSpan): Promise<DrawnPage[]> {
  const { run: short } = profiles.document.pages
  try {
    return await drawPages(task, run)
  } catch (error) {
    const isSlow = error instanceof PermanentFault && error.failure === 'took-too-long'
    if (!isSlow || run.last - run.first < short) throw error
    return drawInShortRuns(task, run, error)
  }
}

/** Throws `fault` where no page can be drawn. */
async function drawInShortRuns(task: Task, run: PageSpan, fault: PermanentFault): Promise<DrawnPage[]> {
  const { run: short } = profiles.document.pages
  const drawn: DrawnPage[] = []
  for (let { first } = run; first <= run.last; first += short) {
    try {
      drawn.push(...(await drawPages(task, { ...run, first, last: Math.min(first + short - 1, run.last) })))
    } catch (error) {
      if (!(error instanceof PermanentFault)) throw error
    }
  }
  if (drawn.length === 0) throw fault
  return drawn
}
