import type { z } from 'zod'
import type { Livestream, LivestreamState, livestreamQuery } from '#contracts/intake-livestream'
import type { UnitRef } from '#contracts/unit'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { visibleTitles } from '#server/assets/visible-titles'
import { type Db, databaseNow, Prisma } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { unitsNamedAt } from '#server/units/unit-names'
import { livestreamReadable } from './livestream-sql.ts'

/** Live streams that the actor may see: what is to come or runs, soonest first, or what is over, newest first. */
export async function listLivestreams(
  db: Db,
  actor: Actor,
  query: z.output<typeof livestreamQuery>,
): Promise<Livestream[]> {
  const coming = query.when === 'coming'
  const rows = await db.$queryRaw<{ id: string }[]>`
    select l.id from livestream l
    where ${livestreamReadable(actor)} and ${coming ? Prisma.sql`l.ends_at > now()` : Prisma.sql`l.ends_at <= now()`}
    order by ${coming ? Prisma.sql`l.starts_at, l.id` : Prisma.sql`l.starts_at desc, l.id desc`} limit ${query.limit}`
  return viewsOf(
    db,
    actor,
    rows.map(row => row.id),
  )
}

/** One live stream. Throws `not-found` where it is not there or not shared with the actor. */
export async function readLivestream(db: Db, actor: Actor, id: string): Promise<Livestream> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    select l.id from livestream l where l.id = ${id}::uuid and ${livestreamReadable(actor)}`
  const [view] = await viewsOf(
    db,
    actor,
    rows.map(row => row.id),
  )
  if (!view) throw new ProblemError('not-found')
  return view
}

/** Where a live stream stands at this time. */
function livestreamState({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }, now: Date): LivestreamState {
  return now < startsAt ? 'upcoming' : now < endsAt ? 'live' : 'ended'
}

async function viewsOf(db: Db, actor: Actor, ids: readonly string[]): Promise<Livestream[]> {
  if (ids.length === 0 || actor.kind === 'anonymous') return []
  const [rows, now] = await Promise.all([
    db.livestream.findMany({
      where: { id: { in: [...ids] } },
      include: { livestreamShares: true, livestreamReminders: { where: { personId: actor.id } } },
    }),
    databaseNow(db),
  ])
  const unitIds = rows.flatMap(row => [row.unitId, ...row.livestreamShares.map(share => share.unitId)])
  const [named, covers] = await Promise.all([
    unitsNamedAt(db, [...new Set(unitIds)]),
    coversOf(
      db,
      actor,
      rows.flatMap(row => row.coverAssetId ?? []),
    ),
  ])
  const units = new Map(named.map(({ id, code, name, shortName }) => [id, { id, code, name, shortName }]))
  const views = new Map(rows.map(row => [row.id, viewOf(row, { actor, now, units, covers })]))
  return ids.flatMap(id => views.get(id) ?? [])
}

type Row = Prisma.LivestreamGetPayload<{ include: { livestreamShares: true; livestreamReminders: true } }>
type Context = { actor: Actor; now: Date; units: ReadonlyMap<string, UnitRef>; covers: ReadonlyMap<string, boolean> }

function viewOf(row: Row, { actor, now, units, covers }: Context): Livestream {
  const { id, title, description, streamUrl, embedUrl, provider, replayUrl, replayEmbed, sharedAll, coverAssetId } = row
  const pictured = coverAssetId === null ? undefined : covers.get(coverAssetId)
  return {
    ...{ id, title, description, streamUrl, embedUrl, provider, replayUrl, replayEmbed, sharedAll },
    unit: units.get(row.unitId)!,
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
    state: livestreamState(row, now),
    cover:
      coverAssetId && pictured !== undefined
        ? { id: coverAssetId, pictureUrl: pictured ? `/api/v1/assets/${coverAssetId}/renditions/preview` : null }
        : null,
    sharedWith: row.livestreamShares.flatMap(share => units.get(share.unitId) ?? []),
    reminded: row.livestreamReminders.length > 0,
    may: { edit: can(actor, { act: 'livestream.edit', unitId: row.unitId }) },
  }
}

/** Of the covers that the actor may see, whether each has its picture. */
async function coversOf(db: Db, actor: Actor, ids: readonly string[]): Promise<Map<string, boolean>> {
  if (ids.length === 0) return new Map()
  const visible = [...(await visibleTitles(db, actor, ids)).keys()]
  const rows = await db.$queryRaw<{ id: string; pictured: boolean }[]>`
    select a.id, exists (select from asset_version v join rendition r on r.object_id = v.object_id
      where v.asset_id = a.id and r.name = 'preview') as pictured
    from asset a where a.id = any(${visible}::uuid[])`
  return new Map(rows.map(row => [row.id, row.pictured]))
}
