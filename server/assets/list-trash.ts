import type { z } from 'zod'
import type { TrashedAsset, trashQuery } from '#contracts/trash'
import type { Actor } from '#server/access/actor'
import { readCursor, writeCursor } from '#server/platform/cursor'
import { type Db, Prisma } from '#server/platform/db'
import { keptInTrashDays } from './purge-asset.ts'
import { trashedSql } from './visible-sql.ts'

type Row = Omit<TrashedAsset, 'trashedAt' | 'purgeAt' | 'thumbUrl'> & { trashedAt: Date; hasThumb: boolean }

/** What the actor may take out of the trash, last in first, with the instant before which it is not purged. */
export async function listTrash(
  db: Db,
  actor: Actor,
  query: z.output<typeof trashQuery>,
): Promise<{ assets: TrashedAsset[]; next: string | null }> {
  const after = query.cursor ? readCursor(query.cursor, ['instant', 'uuid']) : null
  const older = after
    ? Prisma.sql`and (date_trunc('milliseconds', a.trashed_at), a.id) < (${String(after[0])}::timestamptz, ${String(after[1])}::uuid)`
    : Prisma.empty
  const rows = await db.$queryRaw<Row[]>`
    select a.id, a.kind, a.title, a.kept_bytes::float8 as size, a.trashed_at as "trashedAt", n.name as unit,
      a.file not in ('processing', 'failed') and exists (
        select from rendition r
        where r.name = 'thumb' and r.object_id = (
          select v.object_id from asset_version v where v.asset_id = a.id order by v.number desc limit 1)) as "hasThumb"
    from asset a
    join unit_name n on n.id = unit_name_at(unit_at(a.unit_id, a.date), a.date)
    where ${trashedSql(actor, 'a')} ${older}
    order by date_trunc('milliseconds', a.trashed_at) desc, a.id desc
    limit ${query.limit + 1}`
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    assets: page.map(({ hasThumb, trashedAt, ...row }) => ({
      ...row,
      thumbUrl: hasThumb ? `/api/v1/assets/${row.id}/renditions/thumb` : null,
      trashedAt: trashedAt.toISOString(),
      purgeAt: new Date(trashedAt.getTime() + keptInTrashDays * 86_400_000).toISOString(),
    })),
    next: last && rows.length > query.limit ? writeCursor([last.trashedAt.toISOString(), last.id]) : null,
  }
}
