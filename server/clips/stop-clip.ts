import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { stopKeyedJob } from '#server/queue/stop-jobs'

/**
 * Ends the cutting of a clip, in the caller's transaction: it has failed with the reason `cancelled` from the commit on, and its ffmpeg
 * dies within seconds, in whichever process it runs. Whether the caller may is the caller's question. Throws `not-found`, and `conflict`
 * where nothing is cut any more.
 */
export async function stopClip(tx: Tx, caller: Caller, sourceId: string, clipId: string): Promise<void> {
  const clip = await tx.assetClip.findFirst({
    where: { id: clipId, sourceId },
    select: { source: { select: { unitId: true } } },
  })
  if (!clip) throw new ProblemError('not-found')
  // Who records the finished clip asks the same of this row: one of the two comes first.
  const { count } = await tx.assetClip.updateMany({
    where: { id: clipId, state: 'waiting' },
    data: { state: 'failed', failure: 'cancelled', endedAt: new Date() },
  })
  if (count === 0) throw new ProblemError('conflict')
  await stopKeyedJob(tx, `clip:${clipId}`)
  const subject = { subjectKind: 'asset', subjectId: sourceId, unitId: clip.source.unitId }
  await record(tx, caller, { act: 'clip.cancel', ...subject, after: { clip: clipId } })
  await signal(tx, 'a', sourceId)
}
