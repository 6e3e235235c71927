import type { AssetEdit, AssetMetadata } from '#contracts/asset'
import type { RightsInput } from '#contracts/rights'
import type { Prisma } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

type Said = Omit<AssetMetadata, 'unit' | 'rights' | 'embargoUntil'> & Pick<AssetEdit, 'rights' | 'embargoUntil'>

/**
 * What a person says of an asset, as columns; members that are not there are not in the result, `rights: null` empties all of them.
 * Throws what `dayOf` throws.
 */
export function saidColumns(said: Said): Prisma.AssetUncheckedUpdateManyInput {
  const { rights, date, embargoUntil, ...plain } = said
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  return { ...given, ...(date ? { date: dayOf(date) } : {}), ...embargo(embargoUntil), ...rightsColumns(rights) }
}

/** A calendar date as Prisma takes it. Throws `invalid-request` for the year 0000, which Postgres does not have. */
export function dayOf(date: string): Date {
  if (date >= '0001') return new Date(date)
  throw new ProblemError('invalid-request', { errors: [{ pointer: '/date', code: 'too_small', detail: 'year 0000' }] })
}

function rightsColumns(rights: AssetEdit['rights']) {
  if (rights === undefined) return {}
  const full: Partial<RightsInput> = rights ?? {}
  const { consent } = full
  const at = (instant: string | undefined) => (instant ? new Date(instant) : null)
  return {
    rightsStatement: full.statement ?? null,
    rightsHolder: full.holder ?? null,
    rightsGrant: full.grant ?? null,
    usageTerms: full.usageTerms ?? null,
    rightsTerritory: full.territory ?? null,
    rightsMedia: full.media ?? [],
    rightsPurposes: full.purposes ?? [],
    rightsFrom: at(full.validFrom),
    rightsUntil: at(full.validUntil),
    consentNote: consent?.note ?? null,
    consentFile: consent?.file ?? null,
    consentScope: consent?.scope ?? null,
    consentWithdrawnAt: at(consent?.withdrawnAt),
    personalData: full.personalData ?? false,
    machineMade: full.machineMade ?? false,
  }
}

function embargo(until: AssetEdit['embargoUntil']) {
  return until === undefined ? {} : { embargoUntil: until === null ? null : new Date(until) }
}
