import type { Actor } from '#server/access/actor'
import type { Db } from '#server/platform/db'
import { unitsNamedAt } from '#server/units/unit-names'
import { findReadableAsset } from './find-readable-asset.ts'
import { requireAssetAct } from './require-asset-act.ts'

/** The newest 200 acts on an asset, for those who may edit it; names are those of today. */
export async function assetTimeline(db: Db, actor: Actor, id: string) {
  const asset = await findReadableAsset(db, actor, id)
  requireAssetAct(actor, 'asset.edit', asset)
  const rows = await db.auditEntry.findMany({
    where: { subjectKind: 'asset', subjectId: id },
    orderBy: { at: 'desc' },
    take: 200,
  })
  const ids = (key: 'personId' | 'unitId') => [...new Set(rows.map(row => row[key]).filter(value => value !== null))]
  const people = new Map(
    (await db.person.findMany({ where: { id: { in: ids('personId') } } })).map(person => [person.id, person.name]),
  )
  const units = new Map((await unitsNamedAt(db, ids('unitId'))).map(unit => [unit.id, unit.name]))
  const entries = rows.map(row => ({
    id: row.id,
    at: row.at.toISOString(),
    act: row.act,
    person: row.personId ? (people.get(row.personId) ?? null) : null,
    unit: row.unitId ? (units.get(row.unitId) ?? null) : null,
  }))
  return { entries, next: null }
}
