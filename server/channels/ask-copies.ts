import type { Tx } from '#server/platform/db'
import { enqueueMany } from '#server/queue/enqueue-many'

/**
 * Asks for the copies of pushes' files, in the transaction that queues them: whoever sends opens no file of others' making. What waits
 * already is replaced.
 */
export async function askCopies(tx: Tx, ids: readonly string[]): Promise<void> {
  await enqueueMany(
    tx,
    'delivery.prepare',
    ids.map(deliveryId => ({ payload: { deliveryId }, key: `copies:${deliveryId}` })),
  )
}

/** The copies are asked for once more: one was evicted, or the asset has other files than it had. Nothing is sent before they are there. */
export async function askCopiesAgain(tx: Tx, id: string): Promise<void> {
  await tx.delivery.update({ where: { id }, data: { copiedAt: null }, select: { id: true } })
  await askCopies(tx, [id])
}

/** Pushes that nobody prepares: from before there were copies, or whose job was lost or given up. */
export async function withoutCopies(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select d.id from delivery d
    where d.copied_at is null and d.op <> 'withdraw' and d.state in ('queued', 'retrying') and not exists (
      select from graphile_worker.jobs j where j.key = 'copies:' || d.id::text and j.attempts < j.max_attempts)
    order by d.id limit 500`
  return rows.map(row => row.id)
}
