import { Prisma, type Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** SQL of an asset row `a`, with `m` its relay mark: another's work whose rights nobody knows. It leaves the hub by no way. */
export const unknownRightsSql = () => Prisma.sql`(m.asset_id is not null and a.rights_statement is null)`

/**
 * Throws `relay-rights-unknown`, with the titles, where a board holds another's work whose rights nobody knows: who makes a link is told
 * then, rather than that something is missing behind it. What comes onto the board later is left out of its links.
 */
export async function requireKnownRights(tx: Tx, collectionId: string): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string; title: string }[]>`
    select a.id, a.title from collection_item i join asset a on a.id = i.asset_id join asset_relay m on m.asset_id = a.id
    where i.collection_id = ${collectionId}::uuid and a.life = 'active' and ${unknownRightsSql()}
    order by i.position, i.asset_id limit 20`
  if (rows.length > 0) throw new ProblemError('relay-rights-unknown', { extension: { assets: rows } })
}
