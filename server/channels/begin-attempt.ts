import { type Db, Prisma, type Tx, transaction } from '#server/platform/db'
import { alone } from '#server/platform/gather'
import { isOpen } from './breaker.ts'
import { active } from './delivery-state.ts'
import { enqueueDelivery, isUrgent } from './enqueue-delivery.ts'
import { overLimitUntil } from './hourly-limit.ts'
import { leaveTurn } from './leave-turn.ts'
import { type LockedItem, lockItemsOf } from './lock-item.ts'
import { whyMemberUnwanted } from './members.ts'
import { refreshUse } from './refresh-use.ts'
import { opensAt, type SendingWindow } from './sending-window.ts'
import { isLaneFree, lockChannel } from './take-turn.ts'
import { unhurried } from './unhurried.ts'
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
  | ('publishAt' | 'recallOf' | 'contents' | 'copies' | 'copiedAt')
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
 * Begins one attempt of each, or says null where there is nothing to do now: done already, dropped, paused, not its turn, or put off
 * (then another job is queued). `askFirst` of the row tells whether an attempt before this one may have arrived. All in one
 * transaction; `alone` for those of several whose item another transaction holds.
 */
export async function beginAttempts(
  db: Db,
  deliveryIds: readonly string[],
  now: Date,
): Promise<(DeliveryRow | null | typeof alone)[]> {
  return transaction(db, async tx => {
    const assets = await lockItemsOf(tx, deliveryIds)
    const found = await readRows(tx, deliveryIds)
    const begun = new Map<string, DeliveryRow>()
    let unwritten: DeliveryRow[] = []
    const write = async () => {
      await writeBegun(tx, unwritten, now)
      unwritten = []
    }
    for (const row of found) {
      const asset = assets.get(row.assetId)
      if (!asset) continue
      // What is counted must count those of this round.
      if (row.channel.perHour !== null || row.turn !== 'called') await write()
      const inFlight = [...begun.values()].some(
        each => each.assetId === row.assetId && each.channelId === row.channelId,
      )
      if (!(await mayBegin(tx, row, asset, inFlight, now))) continue
      const { others, ...rest } = row
      const state = row.op === 'withdraw' ? 'withdrawing' : 'media'
      const more = { state, attempts: row.attempts + 1, nextAt: null, beganAt: row.beganAt ?? now, turn: 'sending' }
      begun.set(row.id, { ...rest, ...more })
      unwritten.push(begun.get(row.id)!)
    }
    await write()
    const held = new Set(found.filter(row => !assets.has(row.assetId)).map(row => row.id))
    return deliveryIds.map(id => (held.has(id) ? alone : (begun.get(id) ?? null)))
  })
}

type Found = DeliveryRow & { others: Others }

/** Whether this delivery begins now; where not, what follows from that is done. */
async function mayBegin(tx: Tx, row: Found, asset: LockedItem, inFlight: boolean, now: Date): Promise<boolean> {
  const withdrawal = row.op === 'withdraw'
  const leaves = async (change?: Parameters<typeof leave>[3]) => leave(tx, row, now, change)
  // `withdrawing` on a push: it is there, and a withdrawal of its own is on its way.
  if (!(active as readonly string[]).includes(row.state) || (!withdrawal && row.state === 'withdrawing'))
    return leaves()
  // One request in flight for an item and a channel: who is under way calls this one when it has ended.
  if (row.others.sending || inFlight) return leaves({ turn: 'waiting' })
  const unwanted = withdrawal ? null : await whyNot(tx, row, asset, row.others)
  // The clocks of a worker and the database differ: what is scheduled for an embargo's end waits for the database's.
  if (unwanted === 'under-embargo' && row.publishAt) return putOff(tx, row, later(row.publishAt, now), now)
  if (unwanted) return drop(tx, row, unwanted, now)
  const until = withdrawal ? withdrawalWaits(row, now) : await pushWaits(tx, row, asset, now)
  if (until === 'paused') return leaves({ turn: 'waiting' })
  if (until) return putOff(tx, row, until, now)
  // Whoever prepares it wakes it.
  if (!withdrawal && !row.copiedAt) return leaves({ turn: 'waiting', nextAt: null })
  const hasLane = isUrgent(row) || row.turn === 'called' || row.turn === 'sending'
  if (!hasLane && !(await isLaneFree(tx, await lockChannel(tx, row.channelId))))
    return leaves({ turn: 'waiting', nextAt: null })
  return true
}

async function writeBegun(tx: Tx, rows: readonly DeliveryRow[], now: Date): Promise<void> {
  if (rows.length === 0) return
  // A withdrawal has no mark that would bring it to the disk.
  const hurried = rows.some(row => row.op === 'withdraw')
  await tx.$executeRaw`
    ${hurried ? Prisma.empty : Prisma.sql`with ${unhurried}`} update delivery set state = case op when 'withdraw' then 'withdrawing' else 'media' end, attempts = attempts + 1, next_at = null,
      began_at = coalesce(began_at, ${now}::timestamptz), turn = 'sending', updated_at = ${now}::timestamptz
    ${hurried ? Prisma.empty : Prisma.sql`from unhurried`} where id = any(${rows.map(row => row.id)}::uuid[])`
}

type Others = { sending: boolean; newer: boolean }

/**
 * The deliveries, their channels and what else there is of the item and the channel, in one statement after the items' locks. Those of
 * a channel stand together, so that channels are locked in one order.
 */
async function readRows(tx: Tx, ids: readonly string[]): Promise<Found[]> {
  const rows = await tx.$queryRaw<
    (DeliveryRow & { others: Others; openUntil: Date | null; quotaUntil: Date | null })[]
  >`
    select d.id, d.asset_id as "assetId", d.channel_id as "channelId", d.nomination_id as "nominationId", d.op, d.version, d.state,
      d.body, d.digest, d.attempts, d.next_at as "nextAt", d.ask_first as "askFirst", d.reinstate, d.asset_revision as "assetRevision",
      d.requested_by as "requestedBy", d.began_at as "beganAt", d.created_at as "createdAt", d.turn, d.session,
      d.publish_at as "publishAt", d.recall_of as "recallOf", d.contents, d.copies, d.copied_at as "copiedAt",
      coalesce((select jsonb_agg(jsonb_build_object('assetId', m.asset_id, 'role', m.role) order by m.position)
        from delivery_member m where m.delivery_id = d.id), '[]') as members,
      c.open_until as "openUntil", c.quota_until as "quotaUntil",
      jsonb_build_object('id', c.id, 'code', c.code, 'kind', c.kind, 'address', c.address, 'state', c.state, 'settings', c.settings,
        'credentials', c.credentials, 'windows', c.windows, 'perHour', c.per_hour, 'failuresInRow', c.failures_in_row) as channel,
      (select jsonb_build_object(
          'sending', coalesce(bool_or(o.turn = 'sending' and o.id <> d.id), false),
          'newer', coalesce(bool_or(o.version > d.version and o.state <> 'cancelled'), false))
        from delivery o where o.asset_id = d.asset_id and o.channel_id = d.channel_id) as others
    from delivery d join channel c on c.id = d.channel_id where d.id = any(${[...ids]}::uuid[]) order by d.channel_id, d.id`
  return rows.map(({ openUntil, quotaUntil, ...rest }) => ({
    ...rest,
    channel: { ...rest.channel, openUntil, quotaUntil },
  }))
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

async function drop(tx: Tx, row: DeliveryRow, problem: string, now: Date): Promise<false> {
  await leave(tx, row, now, { state: 'cancelled', problem, nextAt: null, turn: null })
  await refreshUse(tx, row.assetId, row.channelId)
  if (row.recallOf && problem !== 'superseded') await withdrawPackage(tx, row, row.recallOf)
  return false
}

async function putOff(tx: Tx, row: DeliveryRow, until: Date, now: Date): Promise<false> {
  await leave(tx, row, now, { nextAt: until, turn: null })
  await enqueueDelivery(tx, row, until)
  return false
}

/** Ends what has not begun: its lane, if it held one, goes to who waits. */
async function leave(
  tx: Tx,
  row: DeliveryRow,
  now: Date,
  change: { state?: string; problem?: string; nextAt?: Date | null; turn: string | null } = { turn: null },
): Promise<false> {
  const moved = 'state' in change || 'nextAt' in change || change.turn !== row.turn
  if (moved)
    await tx.delivery.update({
      where: { id: row.id },
      data: { ...change, ...('state' in change || 'nextAt' in change ? { updatedAt: new Date() } : {}) },
      select: { id: true },
    })
  if (row.turn === 'called' || row.turn === 'sending') await leaveTurn(tx, row, now)
  return false
}
