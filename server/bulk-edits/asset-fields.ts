import { type BulkField, type BulkValue, bulkFields } from '#contracts/bulk-edit-values'
import type { AssetRow } from '#server/assets/find-readable-asset'
import { rightsFacts } from '#server/assets/rights-view'

/** Everything that an edit may change of an asset, one plain value a field: dates as YYYY-MM-DD, instants as RFC 3339 in UTC. */
export type Fields = Record<BulkField, BulkValue>
export type Patch = Partial<Fields>

/** The fields that say its rights: without a statement none of them holds anything. */
export const rightsFields = [
  'rights',
  'holder',
  'grant',
  'usageTerms',
  'territory',
  'media',
  'purposes',
  'validFrom',
  'validUntil',
  'consent',
  'personalData',
  'machineMade',
] as const satisfies readonly BulkField[]

const noRights: Pick<Fields, (typeof rightsFields)[number]> = {
  ...{ rights: null, holder: null, grant: null, usageTerms: null, territory: null, validFrom: null, validUntil: null },
  ...{ media: [], purposes: [], consent: null, personalData: false, machineMade: false },
}

/** The fields of an asset as it stands. Consent is one JSON text. */
export function assetFields(row: AssetRow): Fields {
  const { title, description, creator, language, tags, topics, places, audiences, pillars, themes } = row
  const { rights } = rightsFacts(row)
  const { statement = null, consent = null, media = [], purposes = [], ...said } = rights ?? {}
  return {
    ...{ title, description, creator, language, tags, topics, places, audiences, pillars, themes },
    ...{ credit: row.credit, altText: row.altText, visibility: row.visibility },
    date: row.date.toISOString().slice(0, 10),
    embargoUntil: row.embargoUntil?.toISOString() ?? null,
    ...noRights,
    ...said,
    ...{ rights: statement, media: [...media], purposes: [...purposes] },
    consent: consent && JSON.stringify(consent),
  }
}

/** The fields with a patch on them. Who takes the statement away takes all that it said. Pure. */
export function withPatch(fields: Fields, patch: Patch): Fields {
  const next = { ...fields, ...patch }
  if (typeof next.embargoUntil === 'string') next.embargoUntil = new Date(next.embargoUntil).toISOString()
  return next.rights === null ? { ...next, ...noRights } : next
}

/** What differs between two states, from each side. Pure. */
export function difference(from: Fields, to: Fields): { before: Patch; after: Patch } {
  const changed = bulkFields.filter(field => !sameValue(from[field], to[field]))
  const pick = (side: Fields) => Object.fromEntries(changed.map(field => [field, side[field]])) as Patch
  return { before: pick(from), after: pick(to) }
}

/** Lists are equal in their order. */
export function sameValue(a: BulkValue | undefined, b: BulkValue | undefined): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
}
