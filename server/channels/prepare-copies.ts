import { eventChannel } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import type { ObjectStore } from '#server/storage/object-store'
import type { DeliveryRow } from './begin-attempt.ts'
import { type DeliveryCopy, readCopies } from './delivery-copies.ts'
import { active } from './delivery-state.ts'
import { callWithdrawals } from './leave-turn.ts'
import type { FactsRow } from './load-facts.ts'
import { lockItemsOf } from './lock-item.ts'
import { callNext, lockChannel, urgentSql } from './take-turn.ts'

/** A push whose copies are to be made. */
export type Unprepared = FactsRow & { channelId: string; askFirst: boolean }

/** Those of the deliveries that still want copies, in the order asked; null for what is prepared, ended or taken back. */
export async function readUnprepared(db: Db, ids: readonly string[]): Promise<(Unprepared | null)[]> {
  const rows = await db.$queryRaw<Unprepared[]>`
    select d.id, d.asset_id as "assetId", d.channel_id as "channelId", d.nomination_id as "nominationId", d.op, d.version, d.reinstate,
      d.requested_by as "requestedBy", d.created_at as "createdAt", d.contents, d.ask_first as "askFirst",
      coalesce((select jsonb_agg(jsonb_build_object('assetId', m.asset_id, 'role', m.role) order by m.position)
        from delivery_member m where m.delivery_id = d.id), '[]') as members,
      jsonb_build_object('code', c.code) as channel
    from delivery d join channel c on c.id = d.channel_id
    where d.id = any(${[...ids]}::uuid[]) and d.copied_at is null and d.op <> 'withdraw' and d.state = any(${[...active]}::text[])`
  const found = new Map(rows.map(row => [row.id, row]))
  return ids.map(id => found.get(id) ?? null)
}

export type Prepared = { id: string; channelId: string; copies: readonly DeliveryCopy[] }

/**
 * Writes down that the copies of pushes of one channel are there, and calls up what waited for them. Two transactions: whoever is
 * killed in between leaves the calling to the sweep (call-waiting.ts).
 */
export async function keepPrepared(db: Db, prepared: readonly Prepared[], now: Date): Promise<true[]> {
  const rows = await db.$queryRaw<{ id: string; assetId: string; turn: string | null; urgent: boolean }[]>`
    update delivery d set copies = p.copies, copied_at = now()
    from jsonb_to_recordset(${JSON.stringify(prepared)}::jsonb) as p (id uuid, copies jsonb)
    where d.id = p.id and d.copied_at is null
    returning d.id, d.asset_id as "assetId", d.turn, ${urgentSql('d')} as urgent,
      pg_notify(${eventChannel}, 'a:' || d.asset_id::text)::text as told`
  const waiting = rows.filter(row => row.turn === 'waiting')
  const { channelId } = prepared[0]!
  for (const { id, assetId } of waiting.filter(row => row.urgent))
    await transaction(db, async tx => {
      await lockItemsOf(tx, [id])
      await callWithdrawals(tx, [assetId], channelId)
    })
  if (waiting.some(row => !row.urgent))
    await transaction(db, async tx => void (await callNext(tx, await lockChannel(tx, channelId), now)))
  return prepared.map(() => true)
}

/** Whether a copy that was prepared is not there any more: evicted, or in a store that was restored without it. */
export async function areCopiesLost(
  db: Db,
  store: ObjectStore,
  row: Pick<DeliveryRow, 'copies' | 'digest'>,
): Promise<boolean> {
  // Frozen before copies were written down.
  if (row.copies === null) return row.digest !== null
  const hashes = readCopies(row.copies).flatMap(copy => copy.sha256 ?? [])
  const kept = await db.writtenCopy.findMany({ where: { sha256: { in: hashes } }, select: { sha256: true, key: true } })
  for (const hash of hashes) {
    const keys = kept.filter(copy => copy.sha256 === hash).map(copy => copy.key)
    const heads = await Promise.all(keys.map(key => store.head(key)))
    if (!heads.some(Boolean)) return true
  }
  return false
}
