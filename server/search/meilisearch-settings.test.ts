import { expect, it } from 'vitest'
import { reusePurposes } from '#contracts/rights-values'
import { searchQuery } from '#contracts/search'
import { facetNames, searchSorts } from '#contracts/search-values'
import { anonymous } from '#server/access/actor'
import { engineDocument } from './meilisearch-document.ts'
import { countedField, filterText, queryFilter } from './meilisearch-filter.ts'
import { facetPlan, sortOrder } from './meilisearch-request.ts'
import { engineSettings, isNewEnough, oldestServer } from './meilisearch-settings.ts'

const filterable = (engineSettings.filterableAttributes ?? []).flatMap(rule =>
  typeof rule === 'string' ? [rule] : rule.attributePatterns,
)
const compared = (engineSettings.filterableAttributes ?? []).flatMap(rule =>
  typeof rule !== 'string' && rule.features.filter.comparison ? rule.attributePatterns : [],
)
const document = engineDocument(
  {
    ...{
      assetId: 'a',
      title: 'Núi Bà Đen',
      tags: ['mây'],
      aliases: [],
      description: 'Đỉnh',
      caption: '',
      body: 'trang một\fhai',
      names: [],
    },
    kind: 'video',
    facts: {
      orientation: 'landscape',
      colours: ['red'],
      durationMs: 61_000,
      size: 9,
      captioned: true,
      purposes: [...reusePurposes],
    },
  },
  {
    ...{ unitId: 'u', unitLine: ['u', 'v'], uploadedBy: 'p', visibility: 'public', language: 'vi', date: '2020-01-31' },
    ...{ topics: [], pillars: [], themes: [], audiences: [], places: ['1'], placeLine: ['1', '2'] },
    ...{
      embargoUntil: null,
      rightsFrom: null,
      rightsEnd: new Date(5),
      withdrawnAt: null,
      recalled: false,
      consent: null,
    },
  },
)

it('lets every field be filtered that any filter or facet asks', () => {
  const everything = Object.fromEntries(facetNames.map(name => [name, name === 'year' ? ['2020'] : []]))
  const query = {
    ...searchQuery.parse(everything),
    kind: ['image' as const],
    unit: ['u'],
    place: ['1'],
    rights: ['web' as const],
  }
  const asked = {
    ...query,
    consent: ['withdrawn' as const],
    from: '2020-01-01',
    to: '2020-01-02',
    minSeconds: 1,
    maxSeconds: 2,
    actor: anonymous,
  }
  const counts = facetPlan(asked, { now: 1, hidden: ['x'] })
  const texts = [
    filterText(queryFilter(asked, { now: 1, hidden: ['x'] })),
    ...counts.map(({ filter }) => filterText(filter)),
  ]
  const fields = texts.flatMap(text =>
    [...text.matchAll(/(\w+) (?:NOT IN|IN|<=|<|>=|>|=|EXISTS)/g)].map(match => match[1]!),
  )
  expect(fields.length).toBeGreaterThan(20)
  for (const field of [...fields, ...Object.values(countedField)]) expect.soft(filterable, field).toContain(field)
  const ordered = texts.flatMap(text => [...text.matchAll(/(\w+) (?:<=|<|>=|>)/g)].map(match => match[1]!))
  for (const field of ordered) expect.soft(compared, field).toContain(field)
})
it('lets every order be asked', () => {
  for (const sort of searchSorts) {
    if (sort === 'relevance' || sort === 'most-used') continue
    for (const rule of sortOrder(sort)) expect(engineSettings.sortableAttributes).toContain(rule.split(':')[0])
  }
})
it('names only fields that documents have', () => {
  const { searchableAttributes, sortableAttributes, displayedAttributes } = engineSettings
  for (const field of [
    ...(searchableAttributes ?? []),
    ...(sortableAttributes ?? []),
    ...(displayedAttributes ?? []),
    ...filterable,
  ])
    expect.soft(Object.keys(document), field).toContain(field)
})
it('lets no browser-bound text be displayed but the head that ranks', () => {
  expect(engineSettings.displayedAttributes).not.toContain('body')
})
it('knows which servers are too old', () => {
  expect(['1.18.0', '1.37.0', '2.0.0', '1.18.1-rc.0'].map(isNewEnough)).toEqual([true, true, true, true])
  expect(['1.17.9', '0.30.0', '', 'x.y.z', '1.9.99'].map(isNewEnough)).toEqual([false, false, false, false, false])
  expect(isNewEnough(oldestServer)).toBe(true)
})
it('makes the same document of the same state, and another hash of another', () => {
  expect(document).toMatchObject({
    ...{ title: 'nui ba den', duration: '1-5', captions: 'yes', date: 20200131, year: '2020', body: 'trang mot hai' },
    ...{
      embargoUntil: 0,
      rightsFrom: 0,
      rightsEnd: 5,
      withdrawnAt: 8.64e15,
      unitLine: ['u', 'v'],
      placeLine: ['1', '2'],
    },
  })
  expect(document.marks).toContain('nuqsi baqf qden')
})
