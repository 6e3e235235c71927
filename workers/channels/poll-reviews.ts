import type { ChannelCall } from '#server/channels/channel'
import type { ChannelKind } from '#server/channels/dialect'
import { openChannel } from '#server/channels/open-channel'
import { recordAttempt } from '#server/channels/record-attempt'
import { settleAttempt } from '#server/channels/settle-attempt'
import type { SendContext } from './send-delivery.ts'

/** Receivers that call nobody back when their editor has decided. */
const asked: readonly ChannelKind[] = ['wordpress']
const atOnce = 200

/**
 * Asks what became of items that wait for an editor at the receiver. Only an answer changes anything: who does not answer is asked
 * again the next time, those asked longest ago first. Stops between two questions when the worker drains.
 */
export async function pollReviews(context: Omit<SendContext, 'store' | 'config'>): Promise<void> {
  const { db, channels, sealer, clock, signal } = context
  const waiting = await db.delivery.findMany({
    where: { state: 'in_review', channel: { kind: { in: [...asked] }, state: 'active' } },
    include: { channel: true },
    orderBy: { updatedAt: 'asc' },
    take: atOnce,
  })
  for (const row of waiting) {
    if (signal.aborted) return
    const channel = openChannel(row.channel, sealer)
    const call: ChannelCall = {
      channel,
      signal,
      observe: exchange => recordAttempt(db, row, exchange, Object.values(channel.credentials)),
    }
    const outcome = await channels.of(row.channel.kind as ChannelKind).status(row.assetId, call)
    const decided =
      outcome.kind === 'gone' || (outcome.kind === 'delivered' && outcome.received.receipt.state !== 'in_review')
    if (decided) await settleAttempt(db, { ...row, outcome }, { now: clock.now(), random: channels.random })
    // To the end of the line, whatever was answered.
    else await db.delivery.updateMany({ where: { id: row.id, state: 'in_review' }, data: { updatedAt: clock.now() } })
  }
}
