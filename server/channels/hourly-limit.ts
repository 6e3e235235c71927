import type { Tx } from '#server/platform/db'

const hourMs = 3_600_000

/**
 * Null where the channel may begin one more delivery now, else when the oldest of the last hour's falls out of it. Locks the channel's
 * row, so that workers side by side do not both take the last place; inside the item's lock, as everywhere.
 */
export async function overLimitUntil(
  tx: Tx,
  channel: { id: string; perHour: number | null },
  now: Date,
): Promise<Date | null> {
  if (channel.perHour === null) return null
  await tx.$queryRaw`select id from channel where id = ${channel.id}::uuid for no key update`
  const since = new Date(now.getTime() - hourMs)
  const begun = await tx.delivery.findMany({
    where: { channelId: channel.id, op: { not: 'withdraw' }, beganAt: { gt: since } },
    select: { beganAt: true },
    orderBy: { beganAt: 'desc' },
    take: channel.perHour,
  })
  const oldest = begun.at(channel.perHour - 1)?.beganAt
  return oldest ? new Date(oldest.getTime() + hourMs) : null
}
