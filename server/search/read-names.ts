import type { Tx } from '#server/platform/db'

type Termed = { unitId: string; topics: string[]; pillars: string[]; themes: string[]; places: string[] }

/** What things are called: `aliasesOf` an item's terms in both languages, `namesOfUnit` in all times. */
export type Names = { aliasesOf(item: Termed): string[]; namesOfUnit(unitId: string): string[] }

type Row = { of: string; key: string; names: string[] }

/**
 * The names that items are found by, each lineage looked up once for all of them: of topics, pillars, themes and of places with all that
 * stood before and after them; of units likewise.
 */
export async function readNames(tx: Tx, items: readonly Termed[]): Promise<Names> {
  const all = (codes: (item: Termed) => readonly string[]) => [...new Set(items.flatMap(codes))]
  const units = await tx.$queryRaw<{ key: string; names: string[] }[]>`
    select own.id::text as key, array_agg(distinct said) as names
    from unnest(${all(item => [item.unitId])}::uuid[]) as own (id)
    cross join lateral unit_lineage(own.id) as line (id)
    join unit_name u on u.unit_id = line.id
    cross join lateral (values (u.name), (u.short_name), (u.name_en)) as n (said)
    where said is not null
    group by own.id`
  const terms = await tx.$queryRaw<Row[]>`
    with line as materialized (
      select own.code as place, place_lineage(own.code) as code from unnest(${all(item => item.places)}::text[]) as own (code)
    )
    select 'line' as of, place as key, array_agg(distinct code) as names from line group by place
    union all
    select scheme, code, array_remove(array[name_vi, name_en], null) from term
    where scheme = 'topic' and code = any(${all(item => item.topics)}::text[])
      or scheme = 'pillar' and code = any(${all(item => item.pillars)}::text[])
      or scheme = 'theme' and code = any(${all(item => item.themes)}::text[])
      or scheme = 'place' and code in (select code from line)`
  const unitNames = new Map(units.map(({ key, names }) => [key, names]))
  const known = new Map(terms.map(({ of, key, names }) => [`${of} ${key}`, names]))
  const termsOf = ({ topics, pillars, themes, places }: Termed) => [
    ...pillars.map(code => `pillar ${code}`),
    ...places.flatMap(code => (known.get(`line ${code}`) ?? []).map(member => `place ${member}`)),
    ...themes.map(code => `theme ${code}`),
    ...topics.map(code => `topic ${code}`),
  ]
  return {
    // In a fixed order, so that the same item makes the same document.
    aliasesOf: item => [...new Set(termsOf(item))].sort().flatMap(term => [...(known.get(term) ?? [])].sort()),
    namesOfUnit: unitId => unitNames.get(unitId) ?? [],
  }
}
