import { constants, createWriteStream } from 'node:fs'
import { chmod, copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { JobPayload } from '#contracts/job'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { withWorkFolder } from '#server/platform/work-folder'
import type { ShownObject } from '#server/renditions/assets-of-object'
import { becomeAudio } from '#server/renditions/become-audio'
import { failRendition } from '#server/renditions/fail-rendition'
import { knowsObject } from '#server/renditions/knows-object'
import { expectedRenditions, profiles, type RenderedKind } from '#server/renditions/profiles'
import { recordRendition, type StoredRendition } from '#server/renditions/record-rendition'
import { progressReporter } from '#server/renditions/report-progress'
import type { ObjectStore } from '#server/storage/object-store'
import { makeAudio } from './audio.ts'
import { makeDocument } from './document.ts'
import { keepRendition } from './keep-rendition.ts'
import type { Made, Task } from './made.ts'
import { makeImage } from './make-image.ts'
import { ToolMissing } from './missing-tools.ts'
import { PermanentFault } from './permanent-fault.ts'
import { makeVideo } from './video.ts'

export type RenditionContext = {
  db: Db
  store: ObjectStore
  log: Log
  /** After this try there is no other: what fails now is told to people. */
  lastAttempt: boolean
  signal: AbortSignal
}
type Payload = JobPayload<'rendition.image'>
type StoredObject = { id: string; key: string; contentType: string; pageCount: number | null }

const makers: Record<RenderedKind, (task: Task) => Promise<Made>> = {
  image: makeImage,
  document: makeDocument,
  video: makeVideo,
  audio: makeAudio,
}

/** The job `rendition.image`. */
export const makeImageRendition = (payload: Payload, context: RenditionContext) =>
  makeRendition('image', payload, context)
/** The job `rendition.video`. Throws ToolMissing where ffmpeg is not installed. */
export const makeVideoRendition = (payload: Payload, context: RenditionContext) =>
  makeRendition('video', payload, context)
/** The job `rendition.document`. Throws ToolMissing where poppler is not installed. */
export const makeDocumentRendition = (payload: Payload, context: RenditionContext) =>
  makeRendition('document', payload, context)

/** The job `rendition.audio`. Throws ToolMissing where ffmpeg is not installed. */
export const makeAudioRendition = (payload: Payload, context: RenditionContext) =>
  makeRendition('audio', payload, context)

/**
 * Makes, stores and records what the profile asks for; running it twice does no harm. A file at fault ends as `failed` and the job is
 * done. Everything else is thrown, for the queue to try again; at the last try the asset is `failed` too, and the error still thrown,
 * so that the dead letter says why.
 */
async function makeRendition(kind: RenderedKind, payload: Payload, context: RenditionContext): Promise<void> {
  const { db, log, signal, lastAttempt } = context
  const version = await db.assetVersion.findUnique({
    where: { id: payload.versionId },
    select: { object: true, scan: true },
  })
  const object = version?.object
  // Purged while the job waited: nothing to do, and nothing to tell. What the scanner has not passed is not opened.
  if (!object || version.scan === 'waiting' || version.scan === 'infected') return
  const shown = { assetId: payload.assetId, objectId: object.id }
  try {
    const made = (await isMade(db, kind, object)) && (await knowsObject(db, payload.versionId))
    if (made) await recordRendition(db, shown, null)
    else await makeAndRecord(kind, object, shown, context)
  } catch (error) {
    if (error instanceof ToolMissing || signal.aborted) throw error
    const blamed = error instanceof PermanentFault
    if (!blamed && !lastAttempt) throw error
    if (blamed && error.failure === 'no-video-stream' && (await becomeAudio(db, payload))) return
    const failure = blamed ? error.failure : 'gave-up'
    log.warn({ event: 'rendition.failed', assetId: payload.assetId, objectId: object.id, failure, error })
    await failRendition(db, shown, failure)
    if (!blamed) throw error
  }
}

/** Several assets may share one object, and a job may come twice: what the current recipe asks for may be there already. */
async function isMade(db: Db, kind: RenderedKind, object: StoredObject): Promise<boolean> {
  const where = { objectId: object.id, recipe: profiles[kind].recipe }
  const rows = await db.rendition.findMany({ where, select: { name: true } })
  const names = new Set(rows.map(row => row.name))
  return expectedRenditions(kind, object.pageCount).every(name => names.has(name))
}

async function makeAndRecord(
  kind: RenderedKind,
  object: StoredObject,
  shown: ShownObject,
  context: RenditionContext,
): Promise<void> {
  const { db, store, log, signal } = context
  const { recipe } = profiles[kind]
  const started = performance.now()
  const progress = progressReporter(db, shown)
  await withWorkFolder(async folder => {
    const input = join(folder, 'original')
    await fetchOriginal(store, object.key, input, signal)
    const made = await makers[kind]({
      input,
      contentType: object.contentType,
      folder,
      signal,
      progress: progress.report,
    })
    const renditions: StoredRendition[] = []
    for (const rendition of made.renditions)
      renditions.push(await keepRendition(store, { objectId: object.id, recipe }, rendition))
    await progress.settle()
    await recordRendition(db, shown, { recipe, renditions, facts: made.facts, texts: made.texts })
  })
  log.info({ event: 'rendition.made', kind, objectId: object.id, recipe, ms: Math.round(performance.now() - started) })
}

/**
 * Decoders seek, and may not enter the store: they get a copy in the work folder, readable and not writable. Where the store is on
 * this machine the kernel copies, without the bytes passing through here (and shares them where the filesystem can).
 */
export async function fetchOriginal(store: ObjectStore, key: string, file: string, signal: AbortSignal): Promise<void> {
  const local = store.localPath?.(key)
  if (local) await copyFile(local, file, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
  else await pipeline(await store.get(key), createWriteStream(file, { flags: 'wx' }), { signal })
  await chmod(file, 0o444)
}
