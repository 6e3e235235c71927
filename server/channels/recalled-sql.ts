import { Prisma } from '#server/platform/db'

/**
 * SQL: is the asset of this table alias recalled? From the recall's commit until a curator lifts it. What is shown to the public
 * (share links, feeds, embeds) asks this each time.
 */
export function recalledSql(alias = 'asset'): Prisma.Sql {
  return Prisma.sql`exists (select from recall rc where rc.asset_id = ${Prisma.raw(alias)}.id and rc.lifted_at is null)`
}
