import type { Tx } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { enqueueMany } from '#server/queue/enqueue-many'
import { askTurn, callNext, jobOf, lockChannel, urgentSql } from './take-turn.ts'

type Queued = { id: string; assetId: string; channelId: string; op: string; recallOf?: string | null }

/** Takes something back, whole or in part: it waits for no lane, pause, window, limit or quota. */
export function isUrgent({ op, recallOf }: { op: string; recallOf?: string | null }): boolean {
  return op === 'withdraw' || Boolean(recallOf)
}

/**
 * Brings a delivery one step further, at once or not before `runAt`. What takes back has runners of its own and waits for nobody; a push
 * takes a lane of its channel, or waits until its copies are there and the channel calls it up. A job that waits already is replaced.
 * Inside the item's lock.
 */
export async function enqueueDelivery(tx: Tx, delivery: Queued, runAt?: Date): Promise<void> {
  const { payload, key } = jobOf(delivery.id)
  const at = runAt ? { key, runAt } : { key }
  if (isUrgent(delivery)) return enqueue(tx, 'delivery.withdraw', payload, at)
  if (runAt || (await askTurn(tx, delivery)) === 'called') return enqueue(tx, 'delivery.send', payload, at)
}

/** Everything that waits for a channel that goes on, at once: withdrawals by themselves, pushes as the channel has lanes. */
export async function enqueueWaiting(tx: Tx, channelId: string, now: Date): Promise<void> {
  const channel = await lockChannel(tx, channelId)
  const withdrawals = await tx.$queryRaw<{ id: string }[]>`
    update delivery set next_at = null where id in (
      select id from delivery where channel_id = ${channelId}::uuid and ${urgentSql('delivery')} and turn is distinct from 'sending'
        and state in ('queued', 'retrying', 'withdrawing') order by id for update skip locked)
    returning id`
  await enqueueMany(
    tx,
    'delivery.withdraw',
    withdrawals.map(({ id }) => jobOf(id)),
  )
  // What is being sent at this moment, or is about to be, goes on by itself.
  await tx.$executeRaw`
    update delivery set next_at = null, turn = 'waiting' where id in (
      select id from delivery where channel_id = ${channelId}::uuid and not ${urgentSql('delivery')} and turn is distinct from 'sending'
        and turn is distinct from 'called' and state in ('queued', 'retrying') order by id for update skip locked)`
  await callNext(tx, channel, now)
}
