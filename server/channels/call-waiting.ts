import { type Db, transaction } from '#server/platform/db'
import { enqueueMany } from '#server/queue/enqueue-many'
import { askCopies, withoutCopies } from './ask-copies.ts'
import { callNext, jobOf, lockChannel, urgentSql } from './take-turn.ts'

/**
 * Looks after the copies and the turns of all channels: calls up where a channel opened again (a breaker, a window, a limit, a quota) or
 * two transactions missed each other, and gives a job back to what lost its own. For a worker's sweep; harmless at any time.
 */
export async function callWaiting(db: Db, now: Date): Promise<void> {
  await transaction(db, async tx => {
    const stray = await tx.$queryRaw<{ id: string; urgent: boolean }[]>`
      select d.id, ${urgentSql('d')} as urgent from delivery d
      where ((d.turn in ('called', 'sending')
          and not exists (select from graphile_worker.jobs j where j.key = 'delivery:' || d.id::text and j.attempts < j.max_attempts))
        or (d.turn = 'waiting' and ${urgentSql('d')} and (d.copied_at is not null or d.op = 'withdraw') and not exists (
          select from delivery f where f.channel_id = d.channel_id and f.asset_id = d.asset_id and f.turn = 'sending')))
      order by d.id limit 500 for update of d skip locked`
    for (const name of ['delivery.send', 'delivery.withdraw'] as const) {
      const ids = stray.filter(({ urgent }) => urgent === (name === 'delivery.withdraw'))
      await enqueueMany(
        tx,
        name,
        ids.map(({ id }) => jobOf(id)),
      )
    }
  })
  await transaction(db, async tx => askCopies(tx, await withoutCopies(tx)))
  await db.$executeRaw`
    update delivery set turn = null where turn = 'waiting' and state not in ('queued', 'retrying', 'withdrawing')`
  const channels = await db.$queryRaw<{ id: string }[]>`
    select c.id from channel c
    where c.state = 'active' and exists (select from delivery w where w.channel_id = c.id and w.turn = 'waiting')`
  for (const { id } of channels) await transaction(db, async tx => callNext(tx, await lockChannel(tx, id), now))
}
