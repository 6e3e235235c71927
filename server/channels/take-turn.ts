import { Prisma, type Tx } from '#server/platform/db'
import { addJobSql } from '#server/queue/enqueue-many'
import { isOpen } from './breaker.ts'
import { overLimitUntil } from './hourly-limit.ts'
import { lanesOf } from './lanes.ts'
import { opensAt, type SendingWindow } from './sending-window.ts'

type Queued = { id: string; assetId: string; channelId: string }
/** A channel as its turns are given by; its row is locked until the transaction ends. */
export type LockedChannel = {
  id: string
  state: string
  failuresInRow: number
  openUntil: Date | null
  quotaUntil: Date | null
  lastSuccessAt: Date | null
  lastUnitId: string | null
  windows: SendingWindow[]
  perHour: number | null
}

/** SQL: does a row of `delivery` take something back, whole or in part? The twin of `isUrgent`. */
export function urgentSql(alias: string): Prisma.Sql {
  const row = Prisma.raw(alias)
  return Prisma.sql`(${row}.op = 'withdraw' or ${row}.recall_of is not null)`
}

/** Pushes that hold a lane of channel `c`: called up or under way. */
const lanesTaken = Prisma.sql`(select count(*)::int from delivery t where t.channel_id = c.id and t.turn in ('called', 'sending') and not ${urgentSql('t')})`
const waitingHere = Prisma.sql`w.channel_id = c.id and w.turn = 'waiting' and w.copied_at is not null and not ${urgentSql('w')} and w.state in ('queued', 'retrying')`

/** Locks a channel's row: after the item's lock, before other rows of deliveries, so that no two transactions wait for each other. */
export async function lockChannel(tx: Tx, channelId: string): Promise<LockedChannel> {
  const [row] = await tx.$queryRaw<LockedChannel[]>`
    select id, state, failures_in_row as "failuresInRow", open_until as "openUntil", quota_until as "quotaUntil",
      last_success_at as "lastSuccessAt", last_unit_id as "lastUnitId", windows, per_hour as "perHour"
    from channel where id = ${channelId}::uuid for no key update`
  if (!row) throw new Error(`no channel ${channelId}`)
  return row
}

/**
 * A lane at once where its copies are there, one is free and nobody waits: `called`. Else it waits without a job until the channel calls it
 * up. Without a lock: two that ask at the same moment may be one too many, or wait until the next look (call-waiting.ts).
 */
export async function askTurn(tx: Tx, { id, channelId }: Queued): Promise<'called' | 'waiting'> {
  const [at] = await tx.$queryRaw<{ failuresInRow: number; taken: number; copied: boolean; others: boolean }[]>`
    select c.failures_in_row as "failuresInRow", ${lanesTaken} as taken,
      (select o.copied_at is not null from delivery o where o.id = ${id}::uuid) as copied,
      exists (select from delivery w where ${waitingHere} and w.id <> ${id}::uuid) as others
    from channel c where c.id = ${channelId}::uuid`
  const turn = at?.copied && at.taken < lanesOf(at) && !at.others ? 'called' : 'waiting'
  await tx.delivery.update({ where: { id }, data: { turn }, select: { id: true } })
  return turn
}

/** Whether a lane of a locked channel is free: for a delivery whose own time has come, which was not called up. */
export async function isLaneFree(tx: Tx, channel: LockedChannel): Promise<boolean> {
  const [at] = await tx.$queryRaw<{ taken: number }[]>`
    select ${lanesTaken} as taken from channel c where c.id = ${channel.id}::uuid`
  return (at?.taken ?? 0) < lanesOf(channel)
}

/** A running job of `delivery.send` that is done with its delivery, and the runner in whose name it is locked. */
export type Taker = { jobId: string; lockedBy: string }
/** Jobs that were handed another delivery, by the job's id. */
export type Handed = ReadonlyMap<string, string>
const nobody: Handed = new Map()

/**
 * Calls up as many waiting deliveries as the locked channel has lanes free: the units in turn, each one's oldest first, so that a unit
 * with five hundred does not stand before a unit with one. Nothing while the channel is paused, broken, closed or at its limit.
 * `takers` would take another.
 */
export async function callNext(
  tx: Tx,
  channel: LockedChannel,
  now: Date,
  takers: readonly Taker[] = [],
): Promise<Handed> {
  if (channel.state === 'paused' || isOpen(channel, now) || (channel.quotaUntil && channel.quotaUntil > now))
    return nobody
  if (opensAt(channel.windows, now) || (await overLimitUntil(tx, channel, now))) return nobody
  return callUp(tx, channel, takers)
}

const callJob = addJobSql(
  'delivery.send',
  Prisma.sql`json_build_object('deliveryId', n.id)`,
  Prisma.sql`'delivery:' || n.id::text`,
)

/**
 * Puts the deliveries `chosen` into the hands of running jobs `takers`: the job's own row names the next one from now on, so a worker that
 * is killed loses it no more than a job of its own; one that was given back meanwhile is left. Nothing where a job waits for a place: then
 * places go round by the queue, and a channel with thousands keeps none from the others.
 */
const handOver = Prisma.sql`
  update graphile_worker._private_jobs j set key = 'delivery:' || n.id::text, payload = json_build_object('deliveryId', n.id), attempts = 1,
    run_at = now(), locked_at = now(), last_error = null, updated_at = now()
  from chosen n join takers t on t.nth = n.nth
  where j.id = t.id and j.locked_by = t.locked_by and not exists (
    select from graphile_worker._private_jobs k where k.key = 'delivery:' || n.id::text)
  and not exists (
    select from graphile_worker._private_jobs q
    where q.is_available and q.run_at <= now() and q.task_id = j.task_id)
  returning j.id as job, n.id as delivery`

/**
 * In one statement, as every delivery of the channel waits for its lock. The units that wait are found by steps over the index, however
 * many deliveries each has; what another transaction holds is left to it.
 */
async function callUp(tx: Tx, channel: LockedChannel, takers: readonly Taker[]): Promise<Handed> {
  const [called] = await tx.$queryRaw<{ handed: Record<string, string> }[]>`
    with recursive c as materialized (
      select id, ${lanesOf(channel)}::int - ${lanesTaken} as free from channel c where c.id = ${channel.id}::uuid
    ), units as (
      (select w.unit_id from delivery w, c where ${waitingHere} and c.free > 0 order by w.unit_id limit 1)
      union all
      select (select w.unit_id from delivery w, c where ${waitingHere} and w.unit_id > u.unit_id order by w.unit_id limit 1)
      from units u where u.unit_id is not null
    ), next as materialized (
      select o.id, u.unit_id, row_number() over (order by o.place, coalesce(u.unit_id <= ${channel.lastUnitId}::uuid, false), u.unit_id) as nth
      from units u
      cross join lateral (
        select l.id, row_number() over (order by l.id) as place from (
          select w.id from delivery w, c where ${waitingHere} and w.unit_id = u.unit_id and not exists (
            select from delivery f where f.channel_id = w.channel_id and f.asset_id = w.asset_id and f.turn = 'sending')
          order by w.id limit ${lanesOf(channel)} for update of w skip locked
        ) l
      ) o
      where u.unit_id is not null
    ), chosen as materialized (select n.* from next n, c where n.nth <= c.free),
    called as (update delivery set turn = 'called' where id in (select id from chosen)),
    last as (
      update channel set last_unit_id = l.unit_id from (select unit_id from chosen order by nth desc limit 1) l
      where channel.id = ${channel.id}::uuid and last_unit_id is distinct from l.unit_id
    ), takers as materialized (
      select t.id, t.locked_by, t.nth from unnest(${takers.map(each => BigInt(each.jobId))}::bigint[],
        ${takers.map(each => each.lockedBy)}::text[]) with ordinality as t (id, locked_by, nth)
    ), handed as (${handOver})
    select (select coalesce(json_object_agg(job, delivery), '{}') from handed) as handed,
      (select count(${callJob})::int from (
        select id from chosen where id not in (select delivery from handed) order by nth) n) as called`
  return new Map(Object.entries(called?.handed ?? {}))
}

/** The job of one delivery: a later one for the same delivery replaces it. */
export function jobOf(deliveryId: string) {
  return { payload: { deliveryId }, key: `delivery:${deliveryId}` }
}
