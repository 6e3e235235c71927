import type { NotificationSubject } from '#contracts/notification'
import { can } from '#server/access/can'
import type { SubjectRule } from '#server/notifications/subject'
import { type Db, databaseNow, Prisma } from '#server/platform/db'
import { factsOf } from './find-readable-asset.ts'
import { visibleSql } from './visible-sql.ts'

type Row = {
  id: string
  title: string
  assetKind: NotificationSubject['assetKind']
  thumbhash: string | null
  hasThumb: boolean
}

/** Assets as what notifications and events are about; who may read one is `can` and its twin in SQL, as everywhere. */
export const assetSubject: SubjectRule = {
  readable: (actor, id) => Prisma.sql`exists (select from asset where asset.id = ${id} and ${visibleSql(actor)})`,
  describe,
  async readers(db, ids) {
    const [rows, now] = await Promise.all([db.asset.findMany({ where: { id: { in: [...ids] } } }), databaseNow(db)])
    return actor =>
      rows.filter(row => can(actor, { act: 'asset.read', asset: factsOf({ ...row, now }) })).map(row => row.id)
  },
}

async function describe(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, NotificationSubject>> {
  const rows = await db.$queryRaw<Row[]>`
    select a.id, a.title, a.kind as "assetKind", o.thumbhash,
      exists (select from rendition r where r.object_id = v.object_id and r.name = 'thumb') as "hasThumb"
    from asset a
    left join lateral (select object_id from asset_version where asset_id = a.id order by number desc limit 1) v on true
    left join stored_object o on o.id = v.object_id
    where a.id = any(${[...ids]}::uuid[])`
  return new Map(
    rows.map(({ hasThumb, ...row }) => [
      row.id,
      { ...row, kind: 'asset', thumbUrl: hasThumb ? `/api/v1/assets/${row.id}/renditions/thumb` : null },
    ]),
  )
}
