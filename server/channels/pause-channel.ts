import { record } from '#server/audit/record'
import type { Tx } from '#server/platform/db'

/** Stops pushing over a channel that does not let the hub in, and says why. A curator who pauses it does so by edit-channel. */
export async function pauseChannel(tx: Tx, channelId: string, why: { problem: string; text: string }): Promise<void> {
  const pausedReason = `${why.problem}: ${why.text}`.slice(0, 1000)
  const paused = await tx.channel.updateMany({
    where: { id: channelId, state: 'active' },
    data: { state: 'paused', pausedReason },
  })
  if (paused.count === 0) return
  await record(tx, 'system', {
    act: 'channel.pause',
    subjectKind: 'channel',
    subjectId: channelId,
    after: { reason: pausedReason },
  })
}
