import type { UnitRef } from '#contracts/unit'
import type { Db, Tx } from '#server/platform/db'

type NameRow = { id: string; code: string; name: string; shortName: string; nameEn: string | null; kind: string }

/**
 * Units with the name that stood on `date` (today where null). A date before the first known name takes the first name: the plan
 * does not say when its units began.
 */
export async function unitsNamedAt(
  db: Db | Tx,
  ids: readonly string[] | 'all',
  date: Date | null = null,
): Promise<NameRow[]> {
  const wanted = ids === 'all' ? null : [...ids]
  return db.$queryRaw<NameRow[]>`
    select u.id, u.code, u.kind, n.name, n.short_name as "shortName", n.name_en as "nameEn"
    from unit u
    cross join lateral (
      select name, short_name, name_en from unit_name
      where unit_id = u.id
      order by (coalesce(valid_from, '-infinity') <= coalesce(${date}::date, current_date)
            and coalesce(valid_to, 'infinity') >= coalesce(${date}::date, current_date)) desc, valid_from nulls first
      limit 1
    ) n
    where ${wanted}::uuid[] is null or u.id = any(${wanted}::uuid[])
    order by u.kind <> 'department', n.name collate "vi-x-icu"`
}

/** One unit by its name on a date. Throws where the unit does not exist: ids come from rows, so that is a defect. */
export async function unitNamedAt(db: Db | Tx, id: string, date: Date | null = null): Promise<UnitRef> {
  const [row] = await unitsNamedAt(db, [id], date)
  if (!row) throw new Error(`unit ${id} has no name`)
  return { id: row.id, code: row.code, name: row.name, shortName: row.shortName }
}
