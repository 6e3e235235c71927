import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { JobPayload } from '#contracts/job'
import type { Caller } from '#server/access/caller'
import { clipTitle } from '#server/clips/clip-title'
import { type ClipRow, failClip, recordClip } from '#server/clips/record-clip'
import type { Deps } from '#server/deps'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { withWorkFolder } from '#server/platform/work-folder'
import { personActor } from '#server/units/actor-of'
import { cleanFileName } from '#server/uploads/file-name'
import { ingestUpload } from '#server/uploads/ingest-upload'
import { storeStream } from '#server/uploads/store-engine'
import { fetchOriginal } from '../renditions/make-rendition.ts'
import { requireTools, ToolMissing } from '../renditions/missing-tools.ts'
import { PermanentFault } from '../renditions/permanent-fault.ts'
import { cutFile } from './cut-file.ts'

type ClipContext = Deps & { lastAttempt: boolean; signal: AbortSignal }
type OpenClip = NonNullable<Awaited<ReturnType<typeof openClip>>>

/**
 * The job `clip.cut`: cuts the piece and takes it in by the rules of every upload, in its asker's name, bound to its source in the same
 * transaction. What is refused, and what cannot be cut, is written to the clip for people to see. Idempotent: what is done stays done.
 */
export async function cutClip({ clipId }: JobPayload<'clip.cut'>, deps: ClipContext): Promise<void> {
  requireTools(['ffmpeg', 'ffprobe'])
  const clip = await openClip(deps.db, clipId)
  if (!clip) return
  try {
    await makeClip(clip, deps)
  } catch (error) {
    if (error instanceof ToolMissing || deps.signal.aborted) throw error
    const refused = error instanceof ProblemError && error.status < 500
    const blamed = error instanceof PermanentFault
    if (!refused && !blamed && !deps.lastAttempt) throw error
    deps.log.warn({ event: 'clip.failed', clipId, error })
    const failure = refused ? error.key : blamed ? error.failure : 'gave-up'
    await failClip(deps.db, clip, failure, refused ? duplicateIn(error) : null)
    if (!refused && !blamed) throw error
  }
}

function openClip(db: Db, id: string) {
  return db.assetClip.findFirst({ where: { id, state: 'waiting' }, include: { source: true } })
}

async function makeClip(clip: OpenClip, deps: ClipContext): Promise<void> {
  const { db, store, signal } = deps
  if (!clip.personId) throw new ProblemError('not-allowed')
  const version = await db.assetVersion.findFirst({
    where: { assetId: clip.sourceId, number: clip.sourceVersion },
    include: { object: true },
  })
  // Purged, or found to be infected, while the job waited.
  if (!version?.object || version.scan === 'infected' || clip.source.life !== 'active')
    throw new ProblemError('not-found')
  const caller: Caller = { actor: await personActor(db, clip.personId), origin: { address: null, requestId: null } }
  const { key } = version.object
  const { kind, unitId } = clip.source
  await withWorkFolder(async folder => {
    const input = join(folder, 'original')
    await fetchOriginal(store, key, input, signal)
    const { fromMs, toMs } = clip
    const file = await cutFile({ input, kind, fromMs, toMs, folder, signal, progress: progressOf(db, clip) })
    const stored = await storeStream(store, createReadStream(file), deps.config.maxUploadBytes)
    const stem = (version.fileName ?? clip.source.title).replace(/\.[\p{L}\p{N}]{1,10}$/u, '')
    const fileName = cleanFileName(`${clipTitle(stem, fromMs, toMs).replaceAll(':', '.')}.${file.split('.').at(-1)}`)
    const metadata = { title: clip.title, unit: unitId, visibility: 'draft' as const }
    await ingestUpload(deps, caller, { stored, fileName, metadata }, (tx, assetId) => recordClip(tx, clip, assetId))
  })
}

/** Writes how far it is, at most once a second. */
function progressOf(db: Db, { id }: ClipRow): (percent: number) => void {
  let lastAt = Number.NEGATIVE_INFINITY
  return percent => {
    if (performance.now() - lastAt < 1000) return
    lastAt = performance.now()
    const progress = Math.min(99, Math.floor(percent))
    // Only a number for people to look at: the next one makes up for it.
    db.assetClip
      .updateMany({ where: { id, state: 'waiting', progress: { lt: progress } }, data: { progress } })
      .catch(() => {})
  }
}

/** The asset that has these very bytes, where the asker may read it. */
function duplicateIn({ key, extension }: ProblemError): string | null {
  const asset = key === 'duplicate' ? (extension.asset as { id?: unknown } | undefined) : undefined
  return typeof asset?.id === 'string' ? asset.id : null
}
