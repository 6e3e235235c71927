import type { z } from 'zod'
import type { Nomination, nominationQuery } from '#contracts/nomination'
import { can } from '#server/access/can'
import { clearanceView } from '#server/assets/clearance-view'
import { visibleSql } from '#server/assets/visible-sql'
import type { PersonActor } from '#server/identity/require-person'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma } from '#server/platform/db'
import { unitsNamedAt } from '#server/units/unit-names'

type Query = z.output<typeof nominationQuery>
type Row = {
  id: string
  state: Nomination['state']
  note: string
  unitId: string
  channelId: string
  channelCode: string
  channelName: string
  nominatedBy: string
  nominatorName: string
  createdAt: Date
  decidedAt: Date | null
  decisionNote: string | null
  assetId: string
  uploadedBy: string
  visibility: 'unit'
  life: 'active'
  kind: Nomination['asset']['kind']
  file: Nomination['asset']['file']
  title: string
  description: string
  creator: string
  date: Date
  credit: string
  altText: string
  rightsStatement: string | null
  rightsGrant: string | null
  rightsPurposes: string[]
  rightsMedia: string[]
  rightsFrom: Date | null
  rightsUntil: Date | null
  consentWithdrawnAt: Date | null
  embargoUntil: Date | null
  now: Date
  assetUnitId: string
  thumbhash: string | null
  hasThumb: boolean
  hasPreview: boolean
}

/** Nominations, oldest first: every one for hub staff, those of their own units for others; only of assets that they may read. */
export async function listNominations(db: Db, actor: PersonActor, query: Query, language: 'vi' | 'en') {
  const rows = await select(db, actor, filters(actor, query), query.limit + 1)
  const page = rows.slice(0, query.limit)
  const nominations = await views(db, actor, page, language)
  const last = page.at(-1)
  const next = rows.length > query.limit && last ? writeCursor([last.createdAt.toISOString(), last.id]) : null
  return { nominations, next }
}

/** One nomination that the actor may see; null where there is none. */
export async function findNomination(
  db: Db,
  actor: PersonActor,
  id: string,
  language: 'vi' | 'en',
): Promise<Nomination | null> {
  const rows = await select(db, actor, Prisma.sql`n.id = ${id}::uuid`, 1)
  return (await views(db, actor, rows, language))[0] ?? null
}

function filters(actor: PersonActor, query: Query): Prisma.Sql {
  const parts = [Prisma.sql`true`]
  if (query.state) parts.push(Prisma.sql`n.state = ${query.state}`)
  if (query.asset) parts.push(Prisma.sql`n.asset_id = ${query.asset}::uuid`)
  if (!can(actor, { act: 'hub.curate' })) {
    parts.push(Prisma.sql`n.unit_id = any(${actor.memberships.map(m => m.unitId)}::uuid[])`)
  }
  if (query.cursor) {
    const [at, id] = readCursor(query.cursor, ['instant', 'uuid'])
    parts.push(
      Prisma.sql`(date_trunc('milliseconds', n.created_at), n.id) > (${String(at)}::timestamptz, ${String(id)}::uuid)`,
    )
  }
  return Prisma.join(parts, ' and ')
}

function select(db: Db, actor: PersonActor, where: Prisma.Sql, limit: number): Promise<Row[]> {
  const rendition = (name: string) =>
    Prisma.sql`exists (select from rendition r where r.object_id = o.id and r.name = ${name})`
  return db.$queryRaw<Row[]>`
    select n.id, n.state, n.note, n.unit_id as "unitId", n.created_at as "createdAt", n.decided_at as "decidedAt",
      n.decision_note as "decisionNote", n.nominated_by as "nominatedBy", p.name as "nominatorName",
      c.id as "channelId", c.code as "channelCode", c.name as "channelName",
      asset.id as "assetId", asset.uploaded_by as "uploadedBy", asset.visibility, asset.life, asset.kind, asset.file, asset.title,
      asset.description, asset.creator, asset.date, asset.credit, asset.alt_text as "altText",
      asset.rights_statement as "rightsStatement", asset.rights_grant as "rightsGrant",
      o.thumbhash,
      asset.rights_purposes as "rightsPurposes", asset.rights_media as "rightsMedia", asset.rights_from as "rightsFrom",
      asset.rights_until as "rightsUntil", asset.consent_withdrawn_at as "consentWithdrawnAt",
      asset.embargo_until as "embargoUntil", asset.unit_id as "assetUnitId", now() as "now",
      ${rendition('thumb')} as "hasThumb", ${rendition('preview')} as "hasPreview"
    from nomination n
    join asset on asset.id = n.asset_id
    join channel c on c.id = n.channel_id
    join person p on p.id = n.nominated_by
    join lateral (select object_id from asset_version where asset_id = asset.id order by number desc limit 1) v on true
    left join stored_object o on o.id = v.object_id and asset.file <> 'processing'
    where ${visibleSql(actor)} and ${where}
    order by date_trunc('milliseconds', n.created_at), n.id
    limit ${limit}`
}

async function views(db: Db, actor: PersonActor, rows: readonly Row[], language: 'vi' | 'en'): Promise<Nomination[]> {
  const units = new Map(
    (
      await unitsNamedAt(
        db,
        rows.map(row => row.unitId),
      )
    ).map(unit => [unit.id, unit]),
  )
  return rows.map(row => {
    const unit = units.get(row.unitId)!
    const url = (name: string) => `/api/v1/assets/${row.assetId}/renditions/${name}`
    const mayEdit = can(actor, { act: 'asset.edit', asset: { ...row, unitId: row.assetUnitId } })
    return {
      id: row.id,
      state: row.state,
      note: row.note,
      channel: { id: row.channelId, code: row.channelCode, name: row.channelName },
      asset: {
        id: row.assetId,
        kind: row.kind,
        file: row.file,
        title: row.title,
        unit,
        date: row.date.toISOString().slice(0, 10),
        thumbUrl: row.hasThumb ? url('thumb') : null,
        previewUrl: row.hasPreview ? url('preview') : null,
        thumbhash: row.thumbhash,
      },
      nominatedBy: { id: row.nominatedBy, name: row.nominatorName },
      unit,
      createdAt: row.createdAt.toISOString(),
      decidedAt: row.decidedAt?.toISOString() ?? null,
      decisionNote: row.decisionNote,
      clearance: clearanceView(row, mayEdit, language),
      ...single,
      items: [],
      may: { ...single.may, decide: can(actor, { act: 'hub.curate' }) && row.state === 'open' },
    }
  })
}

/** What a nomination of one item is, without texts of its own. */
const single = {
  ...{
    revision: 1,
    hiddenItems: 0,
    dueAt: null,
    priority: 'normal',
    campaign: null,
    assignedTo: null,
    decidedBy: null,
  },
  ...{ fourEyes: false, firstApproval: null, schedule: null, edited: false, comments: 0, siblings: [], delivery: null },
  ...{ checks: [], blocking: 0, warnings: 0 },
  may: {
    ...{ decide: false, decideBarred: false, edit: false, comment: false },
    ...{ manage: false, resubmit: false, withdraw: false },
  },
} satisfies Partial<Nomination>
