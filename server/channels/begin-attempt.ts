import { type Db, type Prisma, type Tx, transaction } from '#server/platform/db'
import { isOpen } from './breaker.ts'
import { active } from './delivery-state.ts'
import { enqueueDelivery, isUrgent } from './enqueue-delivery.ts'
import { overLimitUntil } from './hourly-limit.ts'
import { leaveTurn } from './leave-turn.ts'
import { type LockedItem, lockItemOf } from './lock-item.ts'
import { whyMemberUnwanted } from './members.ts'
import { refreshUse } from './refresh-use.ts'
import { opensAt, type SendingWindow } from './sending-window.ts'
import { isLaneFree, lockChannel } from './take-turn.ts'
import { withdrawPackage } from './withdraw-package.ts'

type Whole = Prisma.DeliveryGetPayload<{ include: { channel: true } }>
type Of =
  | (
      | 'id'
      | 'assetId'
      | 'channelId'
      | 'nominationId'
      | 'op'
      | 'version'
      | 'state'
      | 'body'
      | 'digest'
      | 'attempts'
      | 'nextAt'
    )
  | ('askFirst' | 'reinstate' | 'assetRevision' | 'requestedBy' | 'beganAt' | 'createdAt' | 'turn' | 'session')
  | ('publishAt' | 'recallOf' | 'contents')
type OfChannel =
  | (
      | 'id'
      | 'code'
      | 'kind'
      | 'address'
      | 'state'
      | 'settings'
      | 'credentials'
      | 'windows'
      | 'perHour'
      | 'failuresInRow'
    )
  | ('openUntil' | 'quotaUntil')
/** A delivery with its channel and what goes along, as the worker holds it during one attempt. */
export type DeliveryRow = Pick<Whole, Of> & {
  channel: Pick<Whole['channel'], OfChannel>
  members: { assetId: string; role: string }[]
}

const lookAgainMs = 30_000

/**
 * Begins one attempt, or says null where there is nothing to do now: done already, dropped, paused, not its turn, or put off (then
 * another job is queued). `askFirst` of the row tells whether an attempt before this one may have arrived.
 */
export async function beginAttempt(db: Db, deliveryId: string, now: Date): Promise<DeliveryRow | null> {
  return transaction(db, async tx => {
    const asset = await lockItemOf(tx, deliveryId)
    if (!asset) return null
    const { others, ...row } = await readRow(tx, deliveryId)
    const withdrawal = row.op === 'withdraw'
    // `withdrawing` on a push: it is there, and a withdrawal of its own is on its way.
    if (!(active as readonly string[]).includes(row.state) || (!withdrawal && row.state === 'withdrawing'))
      return leave(tx, row, now)
    // One request in flight for an item and a channel: who is under way calls this one when it has ended.
    if (others.sending) return leave(tx, row, now, { turn: 'waiting' })
    const unwanted = withdrawal ? null : await whyNot(tx, row, asset, others)
    // The clocks of a worker and the database differ: what is scheduled for an embargo's end waits for the database's.
    if (unwanted === 'under-embargo' && row.publishAt) return putOff(tx, row, later(row.publishAt, now), now)
    if (unwanted) return drop(tx, row, unwanted, now)
    const until = withdrawal ? withdrawalWaits(row, now) : await pushWaits(tx, row, asset, now)
    if (until === 'paused') return leave(tx, row, now, { turn: 'waiting' })
    if (until) return putOff(tx, row, until, now)
    if (
      !isUrgent(row) &&
      !row.turn?.match(/called|sending/) &&
      !(await isLaneFree(tx, await lockChannel(tx, row.channelId)))
    )
      return leave(tx, row, now, { turn: 'waiting', nextAt: null })
    const state = withdrawal ? 'withdrawing' : 'media'
    const begun = { state, attempts: row.attempts + 1, nextAt: null, beganAt: row.beganAt ?? now, turn: 'sending' }
    await tx.$executeRaw`
      update delivery set state = ${begun.state}, attempts = ${begun.attempts}::int, next_at = null, began_at = ${begun.beganAt}::timestamptz,
        turn = 'sending', updated_at = ${now}::timestamptz where id = ${row.id}::uuid`
    return { ...row, ...begun }
  })
}

type Others = { sending: boolean; newer: boolean }

/** The delivery, its channel and what else there is of the item and the channel, in one statement after the item's lock. */
async function readRow(tx: Tx, id: string): Promise<DeliveryRow & { others: Others }> {
  const [row] = await tx.$queryRaw<
    (DeliveryRow & { others: Others; openUntil: Date | null; quotaUntil: Date | null })[]
  >`
    select d.id, d.asset_id as "assetId", d.channel_id as "channelId", d.nomination_id as "nominationId", d.op, d.version, d.state,
      d.body, d.digest, d.attempts, d.next_at as "nextAt", d.ask_first as "askFirst", d.reinstate, d.asset_revision as "assetRevision",
      d.requested_by as "requestedBy", d.began_at as "beganAt", d.created_at as "createdAt", d.turn, d.session,
      d.publish_at as "publishAt", d.recall_of as "recallOf", d.contents,
      coalesce((select jsonb_agg(jsonb_build_object('assetId', m.asset_id, 'role', m.role) order by m.position)
        from delivery_member m where m.delivery_id = d.id), '[]') as members,
      c.open_until as "openUntil", c.quota_until as "quotaUntil",
      jsonb_build_object('id', c.id, 'code', c.code, 'kind', c.kind, 'address', c.address, 'state', c.state, 'settings', c.settings,
        'credentials', c.credentials, 'windows', c.windows, 'perHour', c.per_hour, 'failuresInRow', c.failures_in_row) as channel,
      (select jsonb_build_object(
          'sending', coalesce(bool_or(o.turn = 'sending' and o.id <> d.id), false),
          'newer', coalesce(bool_or(o.version > d.version and o.state <> 'cancelled'), false))
        from delivery o where o.asset_id = d.asset_id and o.channel_id = d.channel_id) as others
    from delivery d join channel c on c.id = d.channel_id where d.id = ${id}::uuid`
  const { openUntil, quotaUntil, ...rest } = row!
  return { ...rest, channel: { ...rest.channel, openUntil, quotaUntil } }
}

/** Is this delivery still what should be sent? For the moment before it is sent; inside the item's lock. */
export async function whyUnwanted(
  tx: Tx,
  row: { id: string; assetId: string; channelId: string; version: number },
  asset: LockedItem,
): Promise<string | null> {
  const { assetId, channelId, version } = row
  const unfit = whyNotNow(asset)
  if (unfit) return unfit
  const newer = await tx.delivery.count({
    where: { assetId, channelId, version: { gt: version }, state: { not: 'cancelled' } },
  })
  return newer > 0 ? 'superseded' : whyMemberUnwanted(tx, row.id)
}

async function whyNot(tx: Tx, row: DeliveryRow, asset: LockedItem, others: Others): Promise<string | null> {
  const unfit = whyNotNow(asset) ?? (others.newer ? 'superseded' : null)
  return unfit ?? (row.members.length > 0 ? whyMemberUnwanted(tx, row.id) : null)
}

const later = (at: Date, now: Date) => new Date(Math.max(at.getTime(), now.getTime() + lookAgainMs))

function whyNotNow(asset: LockedItem): string | null {
  if (asset.life !== 'active') return 'asset-trashed'
  if (asset.rightsEnded) return 'rights-ended'
  if (asset.embargoed) return 'under-embargo'
  return asset.file === 'failed' || asset.file === 'damaged' ? 'asset-not-ready' : null
}

/** A withdrawal goes also where the curator stopped pushing, and where the channel did not let the hub in: it tries. */
function withdrawalWaits({ nextAt, channel }: DeliveryRow, now: Date): Date | null {
  if (nextAt && nextAt > now) return nextAt
  return isOpen(channel, now) ? channel.openUntil : null
}

async function pushWaits(
  tx: Tx,
  row: DeliveryRow,
  asset: { file: string },
  now: Date,
): Promise<Date | 'paused' | null> {
  const { channel } = row
  if (channel.state === 'paused' && !isUrgent(row)) return 'paused'
  if (row.publishAt && row.publishAt > now) return row.publishAt
  // The worker's clock may be behind the database's, by which the job came.
  if (row.nextAt && row.nextAt > now) return row.nextAt
  if (isOpen(channel, now)) return channel.openUntil
  if (channel.quotaUntil && channel.quotaUntil > now && !isUrgent(row)) return channel.quotaUntil
  if (asset.file === 'processing') return new Date(now.getTime() + lookAgainMs)
  // A withdrawal waits for no window and no limit; a delivery that has begun is finished.
  if (row.beganAt || isUrgent(row)) return null
  return opensAt(channel.windows as unknown as SendingWindow[], now) ?? overLimitUntil(tx, channel, now)
}

async function drop(tx: Tx, row: DeliveryRow, problem: string, now: Date): Promise<null> {
  await leave(tx, row, now, { state: 'cancelled', problem, nextAt: null, turn: null })
  await refreshUse(tx, row.assetId, row.channelId)
  if (row.recallOf && problem !== 'superseded') await withdrawPackage(tx, row, row.recallOf)
  return null
}

async function putOff(tx: Tx, row: DeliveryRow, until: Date, now: Date): Promise<null> {
  await leave(tx, row, now, { nextAt: until, turn: null })
  await enqueueDelivery(tx, row, until)
  return null
}

/** Ends what has not begun: its lane, if it held one, goes to who waits. */
async function leave(
  tx: Tx,
  row: DeliveryRow,
  now: Date,
  change: { state?: string; problem?: string; nextAt?: Date | null; turn: string | null } = { turn: null },
): Promise<null> {
  const moved = 'state' in change || 'nextAt' in change || change.turn !== row.turn
  if (moved)
    await tx.delivery.update({
      where: { id: row.id },
      data: { ...change, ...('state' in change || 'nextAt' in change ? { updatedAt: new Date() } : {}) },
      select: { id: true },
    })
  if (row.turn === 'called' || row.turn === 'sending') await leaveTurn(tx, row, now)
  return null
}
