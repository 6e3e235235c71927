import { join } from 'node:path'
import type { JobPayload } from '#contracts/job'
import { withWorkFolder } from '#server/platform/work-folder'
import { knowsObject } from '#server/renditions/knows-object'
import { pageName, printedName, profiles, stillType } from '#server/renditions/profiles'
import { recordPages } from '#server/renditions/record-pages'
import type { StoredRendition } from '#server/renditions/record-rendition'
import { keepRendition } from './keep-rendition.ts'
import { fetchOriginal, type RenditionContext } from './make-rendition.ts'
import { ToolMissing } from './missing-tools.ts'
import { drawPages, makePage } from './pdf.ts'
import { PermanentFault } from './permanent-fault.ts'

type Run = { versionId: string; objectId: string; first: number; recipe: number; last: number; key: string }

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
    const known = (await isDrawn(context, run)) && (await knowsObject(db, versionId))
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
  const last = Math.min(first + profiles.document.pages.run - 1, object.pageCount)
  const { recipe } = profiles.document
  return key && first <= last ? { versionId, objectId: object.id, first, recipe, last, key } : null
}

async function isDrawn({ db }: RenditionContext, { objectId, recipe, first, last }: Run): Promise<boolean> {
  const names = Array.from({ length: last - first + 1 }, (_, index) => pageName(first + index))
  return (await db.rendition.count({ where: { objectId, recipe, name: { in: names } } })) === names.length
}

async function draw({ store, signal }: RenditionContext, run: Run): Promise<StoredRendition[]> {
  return withWorkFolder(async folder => {
    const input = join(folder, 'original')
    await fetchOriginal(store, run.key, input, signal)
    const task = { input, contentType: 'application/pdf', folder, signal, progress: () => {} }
    const kept: StoredRendition[] = []
    for (const { file, page } of await drawPages(task, { first: run.first, last: run.last })) {
      const { stills } = await makePage(task, file, page)
      for (const still of stills)
        kept.push(await keepRendition(store, run, { ...still, contentType: stillType, durationMs: null }))
    }
    return kept
  })
}
