import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reusePurposes } from '#contracts/rights-values'
import { searchQuery } from '#contracts/search'
import { visibilities } from '#contracts/values'
import { type Actor, anonymous } from '#server/access/actor'
import { type AssetFacts, inScope, readScope } from '#server/access/read-scope'
import { type EngineFilter, facetFilter, filterText, queryFilter, scopeFilter } from './meilisearch-filter.ts'

const units = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const people = ['33333333-3333-4333-8333-333333333333', '44444444-4444-4444-8444-444444444444']
const now = new Date('2026-11-24T04:00:00Z')
const day = 86_400_000
const never = 8_640_000_000_000_000

type Document = Record<string, string | number | boolean | string[]>

/** What a filter means, by its own form: the documented meaning of the operators, on one document. */
function holds(filter: EngineFilter, document: Document): boolean {
  if ('all' in filter) return filter.all.every(part => holds(part, document))
  if ('any' in filter) return filter.any.some(part => holds(part, document))
  const value = document[filter.field]
  const has = (values: readonly string[]) => [value].flat().some(one => values.includes(String(one)))
  if ('in' in filter) return has(filter.in)
  if ('notIn' in filter) return !has(filter.notIn)
  if ('flag' in filter) return value === filter.flag
  const [left, right] = [Number(value), filter.than]
  if (filter.is === '<=') return left <= right
  if (filter.is === '<') return left < right
  return filter.is === '>' ? left > right : left >= right
}

const instant = fc.option(
  fc.constantFrom(-2, -1, 0, 1, 2).map(days => new Date(now.getTime() + days * day)),
  { nil: null },
)
// A day of rights begins and ends in Vietnam: seven hours before midnight UTC.
const start = (date: Date | null) => (date ? date.getTime() - 7 * 3_600_000 : 0)
const end = (date: Date | null) => (date ? date.getTime() + day - 7 * 3_600_000 : never)
const date = fc.option(
  fc.constantFrom(-2, -1, 0, 1, 2).map(days => new Date(Date.parse('2026-11-24T00:00:00Z') + days * day)),
  { nil: null },
)
const facts: fc.Arbitrary<AssetFacts> = fc.record({
  unitId: fc.constantFrom(...units),
  uploadedBy: fc.constantFrom(...people),
  visibility: fc.constantFrom(...visibilities),
  life: fc.constant('active' as const),
  embargoUntil: instant,
  rightsFrom: date,
  rightsUntil: date,
  consentWithdrawnAt: instant,
  recalledAt: instant,
  now: fc.constant(now),
})
const membership = fc.record({
  unitId: fc.constantFrom(...units),
  role: fc.constantFrom('reader', 'contributor', 'editor'),
  partner: fc.boolean(),
})
const actor: fc.Arbitrary<Actor> = fc.oneof(
  fc.constant(anonymous),
  fc.record({
    kind: fc.constant('person' as const),
    id: fc.constantFrom(...people),
    name: fc.constant('A'),
    hubRoles: fc.constantFrom([], ['curator' as const], ['administrator' as const]),
    memberships: fc.array(membership, { maxLength: 3 }) as fc.Arbitrary<never[]>,
  }),
)
const documentOf = (asset: AssetFacts): Document => ({
  visibility: asset.visibility,
  unit: asset.unitId,
  uploadedBy: asset.uploadedBy,
  embargoUntil: asset.embargoUntil?.getTime() ?? 0,
  rightsFrom: start(asset.rightsFrom),
  rightsEnd: end(asset.rightsUntil),
  withdrawnAt: asset.consentWithdrawnAt?.getTime() ?? never,
  recalled: asset.recalledAt !== null,
})

describe('the engine’s filter', () => {
  it('lets through exactly what the one rule lets through, for anyone and anything', () => {
    fc.assert(
      fc.property(actor, facts, (who, asset) => {
        const filter = scopeFilter(who, now.getTime())
        expect(holds(filter, documentOf(asset))).toBe(inScope(readScope(who), asset))
      }),
      { numRuns: 5_000 },
    )
  })
  it('holds permission and what the engine must not speak of in every query', () => {
    const query = {
      ...searchQuery.parse({ kind: 'image', from: '2020-01-02', to: '2021-01-01', minSeconds: 3, maxSeconds: 4 }),
      actor: anonymous,
    }
    expect(filterText(queryFilter(query, { now: 7, hidden: ['a', 'b'] }))).toBe(
      '(((visibility IN ["public"] AND embargoUntil <= 7 AND rightsFrom <= 7 AND rightsEnd > 7 AND withdrawnAt > 7)) AND id NOT IN ["a", "b"] ' +
        'AND kind IN ["image"] AND date >= 20200102 AND date <= 20210101 AND durationMs >= 3000 AND durationMs < 5000)',
    )
    expect(filterText(queryFilter(query, { now: 7, hidden: [] }, 'kind'))).not.toContain('kind')
  })
  it('takes what may be used and whose consent was taken back by the clock', () => {
    const given = { ...documentOf({ ...plain, embargoUntil: null }), purposes: ['web'], consent: 'recorded' }
    const at = now.getTime()
    expect(holds(facetFilter('rights', ['web'], at), given)).toBe(true)
    expect(holds(facetFilter('rights', ['web'], at), { ...given, recalled: true })).toBe(false)
    expect(holds(facetFilter('rights', ['web'], at), { ...given, embargoUntil: at + 1 })).toBe(false)
    expect(holds(facetFilter('consent', ['recorded'], at), given)).toBe(true)
    const withdrawn = { ...given, withdrawnAt: at }
    expect(holds(facetFilter('consent', ['recorded'], at), withdrawn)).toBe(false)
    expect(holds(facetFilter('consent', ['withdrawn'], at), withdrawn)).toBe(true)
    expect(holds(facetFilter('consent', ['withdrawn'], at), given)).toBe(false)
  })
  const hostile = fc.oneof(
    fc.constantFrom(
      '"',
      "'",
      '\\',
      '\\"',
      '" OR id EXISTS OR kind = "',
      '] OR visibility IN [draft',
      'a\u0000b',
      '\ud800',
      '--',
      ')',
      '\n',
    ),
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom('"', '\\', "'", ' OR ', ']', ')', 'a'), { maxLength: 12 }).map(parts => parts.join('')),
  )
  it('keeps every value a value, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 4 }), values => {
        const text = filterText({ field: 'topics', in: values })
        expect(text).toMatch(/^topics IN \[("[^"\\]*")(, "[^"\\]*")*\]$/)
        expect(text.match(/"/g)).toHaveLength(values.length * 2)
        expect(JSON.stringify(text)).not.toMatch(/\\ud[89a-f]/)
      }),
      { numRuns: 2_000 },
    )
  })
  it('changes no value that a code, an id or a name of a purpose can have', () => {
    for (const value of [...reusePurposes, ...units, 'du-lich', 'Châu Thành', 'a/b (c)'])
      expect(filterText({ field: 'topics', in: [value] })).toBe(`topics IN ["${value}"]`)
  })
  it('finds nothing by an empty list, and leaves nothing out by one', () => {
    expect(filterText({ field: 'unit', in: [] })).toBe('unit IN ["none"]')
    expect(filterText({ field: 'id', notIn: [] })).toBe('id EXISTS')
    expect(filterText({ any: [] })).toBe('id IN ["none"]')
  })
})

const plain: AssetFacts = {
  ...{ unitId: units[0]!, uploadedBy: people[0]!, visibility: 'public', life: 'active', embargoUntil: null, now },
  ...{ rightsFrom: null, rightsUntil: null, consentWithdrawnAt: null, recalledAt: null },
}
