import type { RecallPage } from '#contracts/ledger'
import { type Db, Prisma } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { unitsNamedAt } from '#server/units/unit-names'
import { listRecalls, withdrawalsOf } from './list-recalls.ts'

/** One recall by channel, link and person. Throws `not-found`. */
export async function readRecall(db: Db, id: string): Promise<RecallPage> {
  const [recall] = await listRecalls(db, { id })
  if (!recall) throw new ProblemError('not-found')
  const [channels, links, people] = await Promise.all([
    channelsOf(db, id),
    linksOf(db, recall.asset.id, recall.requestedAt),
    peopleOf(db, id),
  ])
  return { recall, channels, links, people }
}

async function channelsOf(db: Db, id: string): Promise<RecallPage['channels']> {
  const rows = await db.$queryRaw<(Omit<RecallPage['channels'][number], 'updatedAt'> & { updatedAt: Date })[]>`
    select c.id, c.code, c.name, w.state, w.attempts, w.problem_text as "problemText", w.updated_at as "updatedAt"
    from recall r cross join lateral (${withdrawalsOf(Prisma.sql`r`)}) w join channel c on c.id = w.channel_id
    where r.id = ${id}::uuid order by c.name`
  return rows.map(row => ({ ...row, updatedAt: row.updatedAt.toISOString() }))
}

function linksOf(db: Db, assetId: string, since: string): Promise<RecallPage['links']> {
  return db.$queryRaw<RecallPage['links']>`
    select s.id, s.label, c.name as collection, p.name as "madeBy",
      coalesce((select sum(times) from share_visit v where v.share_id = s.id and v.act = 'download'), 0)::int as downloads
    from share_link s join collection c on c.id = s.collection_id join person p on p.id = s.made_by
    where s.revoked_at is null and s.expires_at > ${since}::timestamptz
      and exists (select from collection_item i where i.collection_id = c.id and i.asset_id = ${assetId}::uuid)
    order by s.created_at desc limit 200`
}

async function peopleOf(db: Db, id: string): Promise<RecallPage['people']> {
  const rows = await db.$queryRaw<
    {
      id: string
      name: string
      unitId: string | null
      downloads: number
      reuses: number
      toldAt: Date
      acknowledgedAt: Date | null
      note: string
    }[]
  >`
    select p.id, p.name, n.unit_id as "unitId", n.downloads, n.reuses, n.told_at as "toldAt",
      n.acknowledged_at as "acknowledgedAt", n.acknowledged_note as note
    from recall_notice n join person p on p.id = n.person_id where n.recall_id = ${id}::uuid
    order by (n.acknowledged_at is not null), p.name collate "vi-x-icu", p.id`
  const named = await unitsNamedAt(
    db,
    rows.flatMap(row => row.unitId ?? []),
  )
  const names = new Map(named.map(unit => [unit.id, unit.name]))
  return rows.map(({ unitId, toldAt, acknowledgedAt, ...row }) => ({
    ...row,
    unit: unitId ? (names.get(unitId) ?? null) : null,
    toldAt: toldAt.toISOString(),
    acknowledgedAt: acknowledgedAt?.toISOString() ?? null,
  }))
}
