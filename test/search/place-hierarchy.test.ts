import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchAnswer } from '#contracts/search'
import type { Term } from '#contracts/vocabulary'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

// The province of 1/7/2025, the former one, its district Gò Dầu, and a commune of today.
const [province, former, longAn, district, commune] = ['80', '72', 'long-an', '710', '25654']

describe('a search by place', () => {
  let hub: TestHub
  let editor: TestClient
  const items: Record<string, string> = {}
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const add = async (places: string[], visibility = 'hub') => {
      const body = { title: `Ở ${places.join(' và ')}`, html: '<p>nơi chốn</p>', places, visibility }
      return (await editor.post<{ asset: { id: string } }>('/api/v1/articles', body)).body.asset.id
    }
    items.province = await add([province])
    items.former = await add([former])
    items.longAn = await add([longAn])
    items.district = await add([district])
    items.commune = await add([commune])
    items.both = await add([province, commune])
    items.none = await add([])
    items.secret = await add([commune], 'draft')
    await hub.idle()
  })
  afterAll(() => hub?.close())
  const ask = async (query: string, who = editor) =>
    (await who.get<SearchAnswer>(`/api/v1/search?limit=50&facets=place&${query}`)).body
  const found = async (query: string, who?: TestClient) =>
    (await ask(query, who)).hits.map(({ id }) => Object.keys(items).find(name => items[name] === id)).sort()

  it('finds in a province all that lies in it, its former districts and what it was made of', async () => {
    expect(await found(`place=${province}`)).toEqual(
      ['both', 'commune', 'district', 'former', 'longAn', 'province', 'secret'].sort(),
    )
    expect(await found(`place=${commune}`)).toEqual(['both', 'commune', 'secret'])
    expect(await found(`place=${district}`)).toEqual(['district'])
  })

  it('finds in a former province its own, not what its neighbour brought along', async () => {
    expect(await found(`place=${former}`)).toEqual(['both', 'district', 'former', 'province'])
    expect(await found(`place=${longAn}`)).toEqual(['both', 'longAn', 'province'])
  })

  it('finds by a former province what its own district became', async () => {
    const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const link = { kind: 'split', from: [district], to: [commune, '25657'], date: '2025-07-01', basis: 'Nghị quyết' }
    expect((await admin.post('/api/v1/place-successions', link)).status).toBe(201)
    expect(await found(`place=${former}`)).toContain('commune')
    expect(await found(`place=${longAn}`)).not.toContain('commune')
  })

  it('counts each value as a filter by it would find, an item once, for whoever asks', async () => {
    const stranger = await hub.person('Người khác', { memberships: [{ unit: 'dai', role: 'reader' }] })
    for (const who of [editor, stranger]) {
      const { facets } = await ask('', who)
      expect(facets.place.length).toBeGreaterThan(4)
      for (const { value, count } of facets.place) expect((await ask(`place=${value}`, who)).total, value).toBe(count)
    }
    const of = (answer: SearchAnswer) => answer.facets.place.find(({ value }) => value === commune)?.count
    expect([of(await ask('')), of(await ask('', stranger))]).toEqual([4, 3])
  })

  it('knows every place of the vocabulary by its containers and the other way round', async () => {
    const { terms } = (await editor.get<{ terms: Term[] }>('/api/v1/terms?scheme=place')).body
    expect(terms.length).toBeGreaterThan(90)
    const [odd] = await hub.deps.db.$queryRaw<{ n: number }[]>`
      with place as (select code from term where scheme = 'place'),
      inside as (select p.code as over, w.code as under from place p, place_within(p.code) as w (code)),
      over as (select c.code as over, p.code as under from place p, place_containers(p.code) as c (code))
      select count(*)::int as n from inside full join over using (over, under)
      where inside.over is null or over.over is null or not exists (select from inside limit 1)`
    expect(odd?.n).toBe(0)
  })
})
