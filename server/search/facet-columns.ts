import { type FacetName, facetNames } from '#contracts/search-values'
import { inForceSql } from '#server/assets/visible-sql'
import { Prisma } from '#server/platform/db'

/**
 * How a facet's values are read off `asset a` and `search_fact f`: one (null where the item has none) or `many`. `facts`: it needs
 * `f`. `lineage`: the function that says by which values an item with this one is found; a filter widens its values the other way.
 */
export type FacetColumn = { value: Prisma.Sql; many?: true; facts?: true; lineage?: Prisma.Sql; uuid?: true }

/** The items that may be used now at all; the twin of `purposeRefusal`'s dates and of the refusal of what is recalled. */
const usableNow = Prisma.sql`(a.recalled_at is null and (a.embargo_until is null or a.embargo_until <= now()) and ${inForceSql('a')})`

const columns: Record<FacetName, FacetColumn> = {
  kind: { value: Prisma.sql`a.kind` },
  unit: { value: Prisma.sql`a.unit_id`, uuid: true, lineage: Prisma.sql`unit_lineage` },
  topic: { value: Prisma.sql`a.topics`, many: true },
  pillar: { value: Prisma.sql`a.pillars`, many: true },
  theme: { value: Prisma.sql`a.themes`, many: true },
  place: { value: Prisma.sql`a.places`, many: true, lineage: Prisma.sql`place_containers` },
  audience: { value: Prisma.sql`a.audiences`, many: true },
  language: { value: Prisma.sql`a.language` },
  rights: { value: Prisma.sql`case when ${usableNow} then f.purposes else '{}' end`, many: true, facts: true },
  orientation: { value: Prisma.sql`f.orientation`, facts: true },
  colour: { value: Prisma.sql`f.colours`, many: true, facts: true },
  duration: {
    value: Prisma.sql`case when f.duration_ms < 60000 then 'under-1' when f.duration_ms < 300000 then '1-5'
      when f.duration_ms < 1800000 then '5-30' when f.duration_ms >= 1800000 then 'over-30' end`,
    facts: true,
  },
  captions: {
    value: Prisma.sql`case when a.kind in ('video', 'audio') then case when f.captioned then 'yes' else 'no' end end`,
    facts: true,
  },
  consent: {
    value: Prisma.sql`case when a.consent_withdrawn_at <= now() then 'withdrawn'
      when coalesce(nullif(a.consent_note, ''), nullif(a.consent_file, ''), nullif(a.consent_scope, '')) is not null then 'recorded'
      when a.personal_data then 'missing' end`,
  },
  year: { value: Prisma.sql`extract(year from a.date)::int::text` },
}

/** Every facet by its name, in the contract's order. */
export const facetColumns: readonly (FacetColumn & { name: FacetName })[] = facetNames.map(name => ({
  name,
  ...columns[name],
}))

/** The items that have one of the values. */
export function facetFilter({ value, many, uuid }: FacetColumn, values: readonly string[]): Prisma.Sql {
  if (uuid) return Prisma.sql`${value} = any(${[...values]}::uuid[])`
  return many ? Prisma.sql`${value} && ${[...values]}::text[]` : Prisma.sql`${value} = any(${[...values]}::text[])`
}
