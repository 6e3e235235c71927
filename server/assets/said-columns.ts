import type { AssetEdit, AssetMetadata } from '#contracts/asset'
import type { Prisma } from '#server/platform/db'

type Said = Omit<AssetMetadata, 'unit' | 'rights'> & Pick<AssetEdit, 'rights'>

/** What a person says of an asset, as columns; members that are not there are not in the result, `rights: null` empties four columns. */
export function saidColumns(said: Said): Prisma.AssetUncheckedUpdateManyInput {
  const { rights, date, ...plain } = said
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined))
  return { ...given, ...(date ? { date: new Date(date) } : {}), ...rightsColumns(rights) }
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
