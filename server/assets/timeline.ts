import type { Actor } from '#server/access/actor'
import { erasedPerson } from '#server/audit/audit-csv'
import type { Db } from '#server/platform/db'
import { unitsNamedAt } from '#server/units/unit-names'
import { findReadableAsset } from './find-readable-asset.ts'
import { requireAssetAct } from './require-asset-act.ts'

/** The newest 200 acts on an asset, for those who may edit it; names are those of today. */
export async function assetTimeline(db: Db, actor: Actor, id: string) {
  const asset = await findReadableAsset(db, actor, id)
  requireAssetAct(actor, 'asset.edit', asset)
  const rows = await db.auditEntry.findMany({
    // Who looked is for the audit; here it would hide what changed.
    where: { subjectKind: 'asset', subjectId: id, act: { not: 'asset.view' } },
    orderBy: { at: 'desc' },
    take: 200,
    include: { detail: true },
  })
  const known = (values: (string | null | undefined)[]) => [
    ...new Set(values.filter(value => typeof value === 'string')),
  ]
  const actors = known(rows.map(row => row.detail?.personId))
  const people = new Map(
    (await db.person.findMany({ where: { id: { in: actors } } })).map(person => [person.id, person.name]),
  )
  const units = new Map((await unitsNamedAt(db, known(rows.map(row => row.unitId)))).map(unit => [unit.id, unit.name]))
  const entries = rows.map(row => ({
    id: row.id,
    at: row.at.toISOString(),
    act: row.act,
    person: nameOf(row.detail, people),
    unit: row.unitId ? (units.get(row.unitId) ?? null) : null,
  }))
  return { entries, next: null }
}

function nameOf(detail: { personId: string | null; whoSalt: string | null } | null, people: Map<string, string>) {
  if (!detail?.whoSalt) return erasedPerson
  return detail.personId ? (people.get(detail.personId) ?? null) : null
}
