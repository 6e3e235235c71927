import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import type { AssetFacts } from '#server/access/read-scope'
import { type Db, databaseNow, type Tx } from '#server/platform/db'
import { notYours, ProblemError } from '#server/platform/problem-error'

/** An asset's row with its newest version and the database's time when it was read. */
export type AssetRow = Awaited<ReturnType<typeof findReadableAsset>>

/**
 * The asset, if the actor may read it. Otherwise throws what an id that does not exist throws: `not-found`, to a person who is not
 * signed in `sign-in-required`.
 */
export async function findReadableAsset(db: Db | Tx, actor: Actor, id: string) {
  const [found, now] = await Promise.all([
    db.asset.findUnique({ where: { id }, include: { versions: { orderBy: { number: 'desc' }, take: 1 } } }),
    databaseNow(db),
  ])
  const [version] = found?.versions ?? []
  if (!found || !version || !can(actor, { act: 'asset.read', asset: factsOf({ ...found, now }) }))
    throw notFound(actor, !!found)
  const { versions, ...asset } = found
  return { ...asset, version, now }
}

/** What is not yours and what does not exist: one answer. Only the log learns which it was. */
function notFound(actor: Actor, exists: boolean): ProblemError {
  const cause = exists ? notYours : undefined
  return new ProblemError(actor.kind === 'anonymous' ? 'sign-in-required' : 'not-found', { cause })
}

type FactsRow = Omit<AssetFacts, 'visibility' | 'life'> & { visibility: string; life: string }

/** The members of a row that the rules look at. */
export function factsOf(row: FactsRow): AssetFacts {
  const { unitId, uploadedBy, embargoUntil, rightsFrom, rightsUntil, consentWithdrawnAt, recalledAt, now } = row
  return {
    ...{ unitId, uploadedBy, embargoUntil, rightsFrom, rightsUntil, consentWithdrawnAt, recalledAt, now },
    visibility: row.visibility as AssetFacts['visibility'],
    life: row.life as AssetFacts['life'],
  }
}
