import type { z } from 'zod'
import type { DamagedObject, damagedQuery } from '#contracts/storage'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma } from '#server/platform/db'

type Row = Omit<DamagedObject, 'since' | 'verifiedAt' | 'size'> & { since: Date; verifiedAt: Date | null; size: bigint }

/** Damaged originals in the order of their ids, with every asset that has them in any version. Drafts give no title away. */
export async function listDamaged(db: Db, query: z.output<typeof damagedQuery>) {
  const after = query.cursor ? Prisma.sql`and o.id > ${readCursor(query.cursor, ['uuid'])[0]}::uuid` : Prisma.empty
  const rows = await db.$queryRaw<Row[]>`
    select o.id as "objectId", o.damage, o.damaged_at as since, o.verified_at as "verifiedAt", o.size, o.sha256, o.key,
      coalesce((
        select jsonb_agg(distinct jsonb_build_object('id', a.id, 'fileName', v.file_name, 'unit', n.short_name,
          'title', case when a.visibility <> 'draft' then a.title end))
        from asset_version v
        join asset a on a.id = v.asset_id
        join unit_name n on n.id = unit_name_at(a.unit_id, hub_today())
        where v.object_id = o.id), '[]') as assets
    from stored_object o
    where o.damaged_at is not null ${after}
    order by o.id
    limit ${query.limit + 1}`
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    damaged: page.map(row => ({
      ...row,
      size: Number(row.size),
      since: row.since.toISOString(),
      verifiedAt: row.verifiedAt?.toISOString() ?? null,
    })),
    next: rows.length > query.limit && last ? writeCursor([last.objectId]) : null,
  }
}
