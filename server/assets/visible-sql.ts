import type { Actor } from '#server/access/actor'
import { type ReadClause, readScope } from '#server/access/read-scope'
import { Prisma } from '#server/platform/db'

/**
 * The rows of `asset` (under `alias`) that the actor may read and that are not in the trash, as a SQL predicate. Compiled from the
 * same `readScope` that `can` evaluates: what a list shows and what a single answer shows cannot differ.
 */
export function visibleSql(actor: Actor, alias = 'asset'): Prisma.Sql {
  const column = (name: string) => Prisma.raw(`"${alias}"."${name}"`)
  const clause = ({ visibilities, unitIds, uploadedBy }: ReadClause) => {
    const parts = [Prisma.sql`${column('visibility')} = any(${[...visibilities]}::text[])`]
    if (unitIds) parts.push(Prisma.sql`${column('unit_id')} = any(${[...unitIds]}::uuid[])`)
    if (uploadedBy) parts.push(Prisma.sql`${column('uploaded_by')} = ${uploadedBy}::uuid`)
    return Prisma.sql`(${Prisma.join(parts, ' and ')})`
  }
  const ways = Prisma.join(readScope(actor).map(clause), ' or ')
  return Prisma.sql`(${column('life')} = 'active' and (${ways}))`
}
