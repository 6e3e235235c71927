import type { Actor } from '#server/access/actor'
import { type ReadClause, readScope, unitsWith } from '#server/access/read-scope'
import { Prisma } from '#server/platform/db'

/**
 * The rows of `asset` (under `alias`) that the actor may read and that are not in the trash, as a SQL predicate. Compiled from the
 * same `readScope` that `can` evaluates: what a list shows and what a single answer shows cannot differ. Dates are judged by the
 * database's now(), so an embargo ends and a right runs out without a write.
 */
export function visibleSql(actor: Actor, alias = 'asset'): Prisma.Sql {
  return Prisma.sql`(${Prisma.raw(`"${alias}"."life"`)} = 'active' and ${scopeSql(actor, alias)})`
}

/** The rows in the trash that the actor may read there and take out: those that they could edit. */
export function trashedSql(actor: Actor, alias = 'asset'): Prisma.Sql {
  const column = (name: string) => Prisma.raw(`"${alias}"."${name}"`)
  if (actor.kind === 'anonymous') return Prisma.sql`false`
  const staff = actor.hubRoles.length > 0
  return Prisma.sql`(${column('life')} = 'trashed' and ${scopeSql(actor, alias)} and (${staff}
    or ${column('unit_id')} = any(${unitsWith(actor, ['editor'])}::uuid[])
    or ${column('uploaded_by')} = ${actor.id}::uuid and ${column('unit_id')} = any(${unitsWith(actor, ['contributor'])}::uuid[])))`
}

function scopeSql(actor: Actor, alias: string): Prisma.Sql {
  const column = (name: string) => Prisma.raw(`"${alias}"."${name}"`)
  const clause = ({ visibilities, unitIds, uploadedBy, prepares, keeps }: ReadClause) => {
    const parts = [Prisma.sql`${column('visibility')} = any(${[...visibilities]}::text[])`]
    if (unitIds) parts.push(Prisma.sql`${column('unit_id')} = any(${[...unitIds]}::uuid[])`)
    if (uploadedBy) parts.push(Prisma.sql`${column('uploaded_by')} = ${uploadedBy}::uuid`)
    if (!prepares) parts.push(Prisma.sql`(${column('embargo_until')} is null or ${column('embargo_until')} <= now())`)
    if (!keeps) parts.push(inForceSql(alias))
    return Prisma.sql`(${Prisma.join(parts, ' and ')})`
  }
  return Prisma.sql`(${Prisma.join(readScope(actor).map(clause), ' or ')})`
}

/** The rows whose rights run now: begun, not ended, no consent taken back. The twin of `termOf(...) === 'current'`. */
export function inForceSql(alias: string): Prisma.Sql {
  const column = (name: string) => Prisma.raw(`"${alias}"."${name}"`)
  return Prisma.sql`(${column('rights_from')} is null or rights_start(${column('rights_from')}) <= now())
    and not ${rightsEndedSql(alias)}`
}

/** The rows that may no longer be used: past the last day of their right, or a person shown has withdrawn consent. */
export function rightsEndedSql(alias = 'asset'): Prisma.Sql {
  const column = (name: string) => Prisma.raw(`"${alias}"."${name}"`)
  return Prisma.sql`(coalesce(rights_end(${column('rights_until')}) <= now(), false)
    or coalesce(${column('consent_withdrawn_at')} <= now(), false))`
}
