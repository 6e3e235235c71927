import { clipLengthMs, type NewClip } from '#contracts/clip'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requireClean } from '#server/assets/require-clean'
import { requireWhole } from '#server/assets/require-whole'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { curatingUnitId } from '#server/units/curating-unit'
import { clipTitle } from './clip-title.ts'

// What one person asks of one film at once; more is a script.
const mostWaiting = 20
// Players tell a place by frames, a film's length is rounded.
const toleranceMs = 500

/**
 * Asks for a piece of a film or sound, as an asset of the same unit. Answers the clip's id. Throws `not-timed`, `not-ready`,
 * `not-allowed` where the caller may not upload for that unit, `clip-refused` for times outside, too short or too long, or too many
 * at once. `also` runs in the same transaction.
 */
export async function askClip(
  db: Db,
  caller: Caller,
  sourceId: string,
  wish: NewClip,
  also?: (tx: Tx, clipId: string) => Promise<void>,
): Promise<string> {
  return transaction(db, async tx => {
    await tx.$executeRaw`select from asset where id = ${sourceId}::uuid for no key update`
    const source = await findReadableAsset(tx, caller.actor, sourceId)
    requirePerson(caller.actor)
    requireAssetAct(caller.actor, 'asset.edit', source)
    await requireCuttable(tx, source)
    if (!can(caller.actor, { act: 'asset.upload', unitId: source.unitId, curatingUnitId: await curatingUnitId(tx) }))
      throw new ProblemError('not-allowed')
    const { fromMs, toMs } = await within(tx, source, wish)
    const waiting = await tx.assetClip.count({ where: { sourceId, state: 'waiting' } })
    if (waiting >= mostWaiting) throw new ProblemError('clip-refused')
    const [id, title] = [newId(), wish.title || clipTitle(source.title, fromMs, toMs)]
    await tx.assetClip.create({
      data: {
        ...{ id, sourceId, fromMs, toMs, title },
        sourceVersion: source.version.number,
        personId: caller.actor.id,
      },
    })
    const after = { clip: id, fromMs, toMs, title }
    await record(tx, caller, {
      act: 'clip.ask',
      subjectKind: 'asset',
      subjectId: sourceId,
      unitId: source.unitId,
      after,
    })
    await enqueue(tx, 'clip.cut', { clipId: id }, { key: `clip:${id}` })
    await signal(tx, 'a', sourceId)
    await also?.(tx, id)
    return id
  })
}

async function requireCuttable(tx: Tx, source: AssetRow): Promise<void> {
  if (source.kind !== 'video' && source.kind !== 'audio') throw new ProblemError('not-timed')
  if (source.life !== 'active') throw new ProblemError('conflict')
  // A piece of it would go where the whole may not.
  if (source.recalledAt) throw new ProblemError('recalled')
  requireClean(source.version)
  if (source.file !== 'ready' || !source.version.objectId) throw new ProblemError('not-ready')
  await requireWhole(tx, source.version.objectId)
}

/** The times within the film, the end drawn back to it where it is a frame beyond. */
async function within(tx: Tx, source: AssetRow, { fromMs, toMs }: NewClip): Promise<{ fromMs: number; toMs: number }> {
  const object = await tx.storedObject.findUnique({
    where: { id: source.version.objectId! },
    select: { durationMs: true },
  })
  const lengthMs = object?.durationMs
  if (!lengthMs) throw new ProblemError('not-ready')
  const end = Math.min(toMs, lengthMs)
  const length = end - fromMs
  if (toMs > lengthMs + toleranceMs || length < clipLengthMs.least || length > clipLengthMs.most)
    throw new ProblemError('clip-refused')
  return { fromMs, toMs: end }
}
