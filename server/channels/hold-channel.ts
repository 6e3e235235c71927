import type { z } from 'zod'
import type { channelPause } from '#contracts/delivery'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { afterAnswer } from './breaker.ts'
import { enqueueWaiting } from './enqueue-delivery.ts'

/**
 * Pauses a channel with a reason, or lets it go on and send what waits. Curators may, and editors of the unit that owns it; to others
 * it is as if it were not there: throws `not-found`.
 */
export async function holdChannel(
  db: Db,
  caller: Caller,
  id: string,
  { paused, reason }: z.output<typeof channelPause>,
): Promise<void> {
  await transaction(db, async tx => {
    await tx.$queryRaw`select id from channel where id = ${id}::uuid for update`
    const row = await tx.channel.findUnique({ where: { id } })
    if (!row || !can(caller.actor, { act: 'channel.pause', unitId: row.unitId })) throw new ProblemError('not-found')
    const state = paused ? 'paused' : 'active'
    const resumed = !paused && row.state === 'paused'
    await tx.channel.update({
      where: { id },
      data: { state, pausedReason: paused ? reason || null : null, ...(resumed ? afterAnswer() : {}) },
    })
    if (resumed) await enqueueWaiting(tx, id, new Date())
    await record(tx, caller, {
      act: 'channel.edit',
      subjectKind: 'channel',
      subjectId: id,
      unitId: row.unitId,
      before: { state: row.state },
      after: { state, ...(paused && reason ? { reason } : {}) },
    })
  })
}
