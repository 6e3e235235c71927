import { notify } from '#server/notifications/notify'
import { type Db, transaction } from '#server/platform/db'

/** How long before its start a live stream is told of. */
const aheadMinutes = 15

/**
 * By the clock: tells those who asked that a live stream begins within a quarter of an hour, or has just begun where the hub was off then. Each
 * start once: the row is claimed in the transaction that tells.
 */
export async function remindOfLivestreams(db: Db): Promise<void> {
  await transaction(db, async tx => {
    const due = await tx.$queryRaw<{ id: string; startsAt: Date }[]>`
      update livestream set reminded_at = now()
      where reminded_at is null and starts_at <= now() + make_interval(mins => ${aheadMinutes}::int) and ends_at > now()
      returning id, starts_at as "startsAt"`
    for (const { id, startsAt } of due) {
      const asked = await tx.livestreamReminder.findMany({ where: { livestreamId: id }, select: { personId: true } })
      await notify(tx, {
        kind: 'livestream-soon',
        subject: { kind: 'livestream', id },
        facts: { startsAt: startsAt.toISOString() },
        to: { people: asked.map(row => row.personId) },
        once: `livestream:${id}:${startsAt.toISOString()}`,
      })
    }
  })
}
