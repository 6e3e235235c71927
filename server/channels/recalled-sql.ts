import { Prisma } from '#server/platform/db'

/**
 * SQL: is the asset of this table alias recalled, itself or what it was cut from? From the recall's commit until a curator lifts it.
 * What is shown to the public (share links, feeds, embeds) asks this each time.
 */
export function recalledSql(alias = 'asset'): Prisma.Sql {
  return Prisma.sql`${Prisma.raw(alias)}.recalled_at is not null`
}
