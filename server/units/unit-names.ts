import type { UnitRef } from '#contracts/unit'
import type { Db, Tx } from '#server/platform/db'

type NameRow = {
  id: string
  code: string
  name: string
  shortName: string
  nameEn: string | null
  kind: string
  endedOn: string | null
}

/**
 * Units with the name that stood on `date` (today where null). A date outside all known names takes the nearest: the plan does not
 * say when its units began, and a unit that has ended keeps its last name.
 */
export async function unitsNamedAt(
  db: Db | Tx,
  ids: readonly string[] | 'all',
  date: Date | null = null,
): Promise<NameRow[]> {
  const wanted = ids === 'all' ? null : [...ids]
  return db.$queryRaw<NameRow[]>`
    select u.id, u.code, u.kind, u.ended_on::text as "endedOn", n.name, n.short_name as "shortName", n.name_en as "nameEn"
    from unit u
    join unit_name n on n.id = unit_name_at(u.id, coalesce(${date}::date, hub_today()))
    where ${wanted}::uuid[] is null or u.id = any(${wanted}::uuid[])
    order by u.kind <> 'department', n.name collate "vi-x-icu"`
}

/**
 * The unit of an item by the item's date: where another unit stood in its place by then, that one, by its name on the day. Throws
 * where the unit does not exist: ids come from rows, so that is a defect.
 */
export async function unitNamedAt(db: Db | Tx, id: string, date: Date | null = null): Promise<UnitRef> {
  const [at] = await db.$queryRaw<{ id: string }[]>`
    select unit_at(${id}::uuid, coalesce(${date}::date, hub_today())) as id`
  const [row] = await unitsNamedAt(db, [at?.id ?? id], date)
  if (!row) throw new Error(`unit ${id} has no name`)
  return { id: row.id, code: row.code, name: row.name, shortName: row.shortName }
}
