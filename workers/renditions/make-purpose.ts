import { join } from 'node:path'
import { formatOf } from '#contracts/file-format'
import type { JobPayload } from '#contracts/job'
import { ownName } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'
import { withWorkFolder } from '#server/platform/work-folder'
import { recordFocus } from '#server/renditions/focal-point'
import type { PurposeSpec } from '#server/renditions/purpose-spec'
import { dropPurpose, failPurpose, recordPurpose } from '#server/renditions/record-purpose'
import type { ObjectStore } from '#server/storage/object-store'
import { findFocusApart, writePurposeApart } from './image/image-pool.ts'
import type { PictureSource } from './image/open-picture.ts'
import type { MarkRequest } from './image/purpose-request.ts'
import { keepRendition } from './keep-rendition.ts'
import { fetchOriginal, type RenditionContext } from './make-rendition.ts'
import { markFamily, putMarkFonts } from './mark-fonts.ts'
import { ToolMissing } from './missing-tools.ts'
import { PermanentFault } from './permanent-fault.ts'
import { readablePicture } from './readable-picture.ts'

/**
 * The job `rendition.purpose`: makes a file that somebody asked for. Twice does no harm. A file at fault is said to who asks;
 * everything else is thrown, for the queue to try again.
 */
export async function makePurpose(
  { fileId }: JobPayload<'rendition.purpose'>,
  context: RenditionContext,
): Promise<void> {
  const { db, log, signal, lastAttempt } = context
  const row = await db.purposeFile.findUnique({ where: { id: fileId } })
  // Nobody wants it any more, or an earlier try has ended it.
  if (!row || row.endedAt) return
  const started = performance.now()
  try {
    // Two folders: both pictures have the same names while they are made readable.
    await withWorkFolder(folder => withWorkFolder(logoFolder => makeInto({ folder, logoFolder }, row, context)))
    const { name, objectId } = row
    log.info({ event: 'purpose.made', objectId, name, ms: Math.round(performance.now() - started) })
  } catch (error) {
    if (error instanceof ToolMissing || signal.aborted) throw error
    const blamed = error instanceof PermanentFault
    if (!blamed && !lastAttempt) throw error
    const failure = blamed ? error.failure : 'gave-up'
    log.warn({ event: 'purpose.failed', objectId: row.objectId, name: row.name, failure, error })
    await failPurpose(db, row.id, failure)
    if (!blamed) throw error
  }
}

type Row = { id: string; assetId: string; objectId: string; recipe: number; name: string; spec: unknown }

type Folders = { folder: string; logoFolder: string }

async function makeInto({ folder, logoFolder }: Folders, row: Row, context: RenditionContext): Promise<void> {
  const { db, store, signal } = context
  const spec = row.spec as PurposeSpec
  const source = await openable(await storedSource(db, spec, row), { folder, ...context })
  if (!source) return dropPurpose(db, row.id)
  await report(db, row.id, 30)
  const { mark, from: _from, poster: _poster, ...plain } = spec
  const request = { ...source, spec: plain, mark: mark && (await markRequest(mark, logoFolder, context)), folder }
  const made = await writePurposeApart(request, signal)
  await report(db, row.id, 90)
  const { name, objectId, recipe } = row
  const kept = await keepRendition(
    store,
    { objectId, recipe },
    { name, ...made, contentType: spec.type, durationMs: null },
  )
  await recordPurpose(db, row, kept)
}

type Stored = { key: string; contentType: string } | null

/** What a file is made of: the object, or the very poster that was seen when it was asked for, the asset's own or the object's. */
async function storedSource(db: Db, { from, poster }: PurposeSpec, { assetId, objectId }: Row): Promise<Stored> {
  if (from === 'original') return db.storedObject.findUnique({ where: { id: objectId } })
  const names = ['poster', ownName('poster', assetId)]
  return poster ? db.rendition.findFirst({ where: { objectId, sha256: poster, name: { in: names } } }) : null
}

type Where = { store: ObjectStore; signal: AbortSignal; folder: string }

/** What libvips can open of a stored file, in `folder`; null where the file is gone. */
async function openable(object: Stored, { store, signal, folder }: Where): Promise<PictureSource | null> {
  if (!object) return null
  const input = join(folder, 'original')
  await fetchOriginal(store, object.key, input, signal)
  const task = { input, contentType: object.contentType, folder, signal, progress: () => {} }
  return readablePicture(task, formatOf(object.contentType)?.opener ?? 'sharp')
}

async function markRequest(
  mark: NonNullable<PurposeSpec['mark']>,
  folder: string,
  context: RenditionContext,
): Promise<MarkRequest> {
  const fonts = await putMarkFonts(folder)
  return { ...mark, fonts, family: markFamily, logo: await logoSource(mark.logoObjectId, folder, context) }
}

/** The unit's logo by the same way as any picture that comes in; null where it is gone or cannot be opened. */
async function logoSource(
  objectId: string | null,
  folder: string,
  context: RenditionContext,
): Promise<PictureSource | null> {
  if (!objectId) return null
  try {
    const logo = await context.db.storedObject.findUnique({ where: { id: objectId } })
    return await openable(logo, { ...context, folder })
  } catch (error) {
    if (error instanceof PermanentFault) return null
    throw error
  }
}

async function report(db: Db, id: string, progress: number): Promise<void> {
  await db.purposeFile.updateMany({ where: { id, endedAt: null }, data: { progress } })
}

/** The job `picture.focus`: looks for the point where the eye goes, in the small copy. Twice does no harm. */
export async function lookForFocus(
  { objectId }: JobPayload<'picture.focus'>,
  context: RenditionContext,
): Promise<void> {
  const { db, store, signal, log } = context
  const preview = await db.rendition.findFirst({ where: { objectId, name: 'preview' }, orderBy: { recipe: 'desc' } })
  if (!preview) return
  await withWorkFolder(async folder => {
    const file = join(folder, 'preview')
    await fetchOriginal(store, preview.key, file, signal)
    try {
      await recordFocus(db, objectId, await findFocusApart({ file }, signal))
    } catch (error) {
      // Nothing to look for again: cuts are made around the middle.
      if (!(error instanceof PermanentFault)) throw error
      log.warn({ event: 'focus.failed', objectId, error })
      await recordFocus(db, objectId, { x: 0.5, y: 0.5 })
    }
  })
}
