import { type Db, type Tx, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { lockItemsOf } from './lock-item.ts'
import { callNext, jobOf, lockChannel, urgentSql } from './take-turn.ts'

/**
 * After a delivery gave its turn back: what takes the same item back and waited for it goes first, then the channel calls up the next.
 * Inside the item's lock; takes the channel's.
 */
export async function leaveTurn(
  tx: Tx,
  { assetId, channelId }: { assetId: string; channelId: string },
  now: Date,
): Promise<void> {
  await callWithdrawals(tx, [assetId], channelId)
  await callNext(tx, await lockChannel(tx, channelId), now)
}

/** What takes an item back and waited for its request in flight goes, on runners of its own. Inside the items' locks. */
export async function callWithdrawals(tx: Tx, assetIds: readonly string[], channelId: string): Promise<void> {
  const withdrawals = await tx.$queryRaw<{ id: string }[]>`
    update delivery set turn = null where asset_id = any(${[...assetIds]}::uuid[]) and channel_id = ${channelId}::uuid and ${urgentSql('delivery')} and turn = 'waiting'
      and (copied_at is not null or op = 'withdraw')
    returning id`
  for (const { id } of withdrawals) {
    const { payload, key } = jobOf(id)
    await enqueue(tx, 'delivery.withdraw', payload, { key })
  }
}

/** Gives back the turn of an attempt that broke off without an outcome; its own job comes again. A transaction of its own. */
export async function dropTurn(
  db: Db,
  row: { id: string; assetId: string; channelId: string },
  now: Date,
): Promise<void> {
  await transaction(db, async tx => {
    await lockItemsOf(tx, [row.id])
    await tx.delivery.updateMany({ where: { id: row.id, turn: 'sending' }, data: { turn: null } })
    await leaveTurn(tx, row, now)
  })
}
