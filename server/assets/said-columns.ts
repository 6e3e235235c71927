import type { AssetEdit, AssetMetadata } from '#contracts/asset'
import type { Prisma } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

type Said = Omit<AssetMetadata, 'unit' | 'rights'> & Pick<AssetEdit, 'rights'>

/**
 * What a person says of an asset, as columns; members that are not there are not in the result, `rights: null` empties four columns.
 * Throws what `dayOf` throws.
 */
export function saidColumns(said: Said): Prisma.AssetUncheckedUpdateManyInput {
  const { rights, date, ...plain } = said
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  return { ...given, ...(date ? { date: dayOf(date) } : {}), ...rightsColumns(rights) }
}

/** A calendar date as Prisma takes it. Throws `invalid-request` for the year 0000, which Postgres does not have. */
export function dayOf(date: string): Date {
  if (date >= '0001') return new Date(date)
  throw new ProblemError('invalid-request', { errors: [{ pointer: '/date', code: 'too_small', detail: 'year 0000' }] })
}

function rightsColumns(rights: AssetEdit['rights']) {
  if (rights === undefined) return {}
  const full: { statement?: string; holder?: string; grant?: string; usageTerms?: string } = rights ?? {}
  return {
    rightsStatement: full.statement ?? null,
    rightsHolder: full.holder ?? null,
    rightsGrant: full.grant ?? null,
    usageTerms: full.usageTerms ?? null,
  }
}
