import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { SearchAnswer } from '#contracts/search'
import type { Me } from '#contracts/unit'
import type { Reform, UnitPage } from '#contracts/unit-history'
import type { UnitRole, Visibility } from '#contracts/values'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('1/7/2025', () => {
  let hub: TestHub
  let admin: TestClient
  const people = {} as Record<'bao' | 'dai' | 'stttt' | 'culture' | 'district' | 'trade', TestClient>
  const items = {} as Record<'before' | 'after' | 'draft' | 'station' | 'district' | 'trade', string>

  const article = async (client: TestClient, over: object) => {
    const made = await client.post<{ asset: Asset }>('/api/v1/articles', {
      html: '<p>Nội dung</p>',
      visibility: 'hub',
      ...over,
    })
    expect(made.status).toBe(201)
    return made.body.asset.id
  }
  const read = async (id: string, client = admin) =>
    (await client.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const found = async (query: string, client = admin) => {
    const { body } = await client.get<SearchAnswer>(`/api/v1/search?limit=100&${query}`)
    return body.hits.map(hit => hit.id).sort()
  }
  const sorted = (...ids: string[]) => ids.sort()

  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const member = (unit: string, role: UnitRole = 'editor') => hub.person(unit, { memberships: [{ unit, role }] })
    people.bao = await member('bao')
    people.dai = await member('dai', 'contributor')
    people.stttt = await member('stttt')
    people.culture = await member('svhttdl')
    people.district = await member('ubnd-703')
    people.trade = await member('sct')
    items.before = await article(people.bao, { title: 'Lễ hội cũ', date: '2019-05-01', places: ['72'] })
    items.after = await article(people.bao, { title: 'Hội chợ mới', date: '2025-08-01', places: ['80'] })
    items.draft = await article(people.bao, {
      title: 'Bản thảo',
      date: '2019-06-01',
      visibility: 'draft' as Visibility,
    })
    items.station = await article(people.dai, { title: 'Phóng sự', date: '2019-07-01', places: ['long-an'] })
    items.district = await article(people.district, { title: 'Tin quận', date: '2019-08-01', visibility: 'unit' })
    items.trade = await article(people.trade, { title: 'Công thương', date: '2019-09-01' })
    await hub.idle()
  })
  afterAll(() => hub.close())

  it('changes nothing until an administrator confirms it', async () => {
    const { body } = await admin.get<{ reforms: Reform[] }>('/api/v1/reforms')
    expect(body.reforms.map(reform => [reform.code, reform.appliedAt])).toEqual([
      ['tay-ninh-2025', null],
      ['thong-tin-doi-ngoai-2025', null],
    ])
    expect((await read(items.after)).unit.code).toBe('bao')
    expect((await people.dai.get(`/api/v1/assets/${items.draft}`)).status).toBe(404)
    expect(await found('unit=bao-dai')).toEqual([])
  })

  it('is confirmed by administrators alone, and once', async () => {
    const path = '/api/v1/reforms/tay-ninh-2025/application'
    expect((await people.bao.post(path)).status).toBe(403)
    const confirmed = await Promise.all([admin.post(path), admin.post(path)])
    expect(confirmed.map(answer => answer.status).sort()).toEqual([200, 409])
    expect((await admin.post('/api/v1/reforms/khong-co/application')).status).toBe(404)
    await hub.idle()
  })

  it('leaves an item the unit’s name as at its date', async () => {
    expect((await read(items.before)).unit).toMatchObject({ code: 'bao', name: 'Báo Tây Ninh' })
    expect((await read(items.after)).unit).toMatchObject({
      code: 'bao-dai',
      name: 'Báo và phát thanh, truyền hình Tây Ninh',
    })
    const { body } = await admin.get<SearchAnswer>('/api/v1/search?limit=100&unit=bao-dai')
    const names = body.hits.map(hit => [hit.id, hit.unit.code])
    expect(names).toContainEqual([items.before, 'bao'])
    expect(names).toContainEqual([items.after, 'bao-dai'])
  })

  it('gives the successor’s people the rights over every predecessor’s items, and takes the members along', async () => {
    const me = (await people.dai.get<Me>('/api/v1/me')).body
    expect(me.memberships.map(m => [m.unit.code, m.role])).toEqual([['bao-dai', 'contributor']])
    expect(me.uploadUnits.map(unit => unit.code)).toEqual(['bao-dai'])
    expect(await found('unit=bao', people.bao)).toContain(items.draft)
    expect((await people.bao.get(`/api/v1/assets/${items.station}`)).status).toBe(200)
    expect((await read(items.station, people.bao)).may.edit).toBe(true)
    expect((await read(items.before, people.dai)).may.edit).toBe(false)
    expect((await people.dai.get(`/api/v1/assets/${items.draft}`)).status).toBe(404)
    expect((await read(items.before, people.trade)).may.edit).toBe(false)
    const newcomer = await hub.person('Người mới', { memberships: [{ unit: 'bao-dai', role: 'editor' }] })
    expect((await read(items.draft, newcomer)).may.edit).toBe(true)
    expect(await found('', newcomer)).toContain(items.draft)
  })

  it('lets an ended unit take no uploads', async () => {
    const refused = await people.bao.post('/api/v1/articles', { title: 'Muộn', html: '<p>x</p>', unit: 'bao' })
    expect(refused.status).toBe(422)
    const id = await article(people.bao, { title: 'Số báo mới', date: '2026-01-01' })
    expect((await read(id)).unit.code).toBe('bao-dai')
    expect((await people.district.post('/api/v1/articles', { title: 'x', html: '<p>x</p>' })).status).toBe(403)
  })

  it('leaves the people of a unit that ended without a successor with nothing', async () => {
    expect((await people.district.get<Me>('/api/v1/me')).body.memberships).toEqual([])
    expect((await people.district.get(`/api/v1/assets/${items.district}`)).status).toBe(404)
    expect((await read(items.district)).unit.code).toBe('ubnd-703')
  })

  it('finds items by the old and by the new name of their unit', async () => {
    const both = [items.before, items.after]
    for (const q of ['"Báo Tây Ninh"', '"Báo và phát thanh, truyền hình Tây Ninh"']) {
      expect(await found(`q=${encodeURIComponent(q)}`), q).toEqual(expect.arrayContaining(both))
    }
    expect(await found(`q=${encodeURIComponent('"Báo và phát thanh"')}`)).not.toContain(items.trade)
    expect(await found('unit=bao')).toEqual(expect.arrayContaining(both))
    expect(await found('unit=bao')).not.toContain(items.station)
    expect(await found('unit=bao-dai')).toEqual(expect.arrayContaining([...both, items.station]))
  })

  it('finds items by the old and by the new province', async () => {
    expect(await found('place=72')).toEqual(sorted(items.before, items.after))
    expect(await found('place=80')).toEqual(sorted(items.before, items.after, items.station))
    expect(await found('place=long-an')).toEqual(sorted(items.after, items.station))
    expect(await found(`q=${encodeURIComponent('"Tỉnh Long An"')}`)).toEqual(sorted(items.after, items.station))
  })

  it('lets a district be followed by its communes once somebody has recorded which', async () => {
    const id = await article(people.trade, { title: 'Chợ Gò Dầu', date: '2018-01-01', places: ['710'] })
    const link = { kind: 'split', from: ['710'], to: ['25654', '25657'], date: '2025-07-01', basis: 'Nghị quyết' }
    expect((await admin.post('/api/v1/place-successions', link)).status).toBe(201)
    await hub.idle()
    expect(await found('place=25654')).toEqual([id])
    expect(await found(`q=${encodeURIComponent('"Phường Gò Dầu"')}`)).toContain(id)
    const circle = { ...link, kind: 'merge', from: ['25654'], to: ['710'] }
    expect((await admin.post('/api/v1/place-successions', circle)).status).toBe(409)
    expect((await admin.post('/api/v1/place-successions', link)).status).toBe(409)
  })

  it('counts a unit and a place as a filter by them finds them', async () => {
    for (const base of ['', 'unit=bao-dai', 'place=80', 'q=c%C5%A9', 'place=710&unit=sct']) {
      const { body } = await admin.get<SearchAnswer>(`/api/v1/search?limit=1&${base}`)
      const others = (name: string) => base.split('&').filter(part => part && !part.startsWith(`${name}=`))
      for (const name of ['unit', 'place'] as const) {
        expect(body.facets[name].length, `${base} ${name}`).toBeGreaterThan(0)
        for (const { value, count } of body.facets[name]) {
          const filter = [...others(name), `${name}=${value}`].join('&')
          const { total } = (await admin.get<SearchAnswer>(`/api/v1/search?limit=1&${filter}`)).body
          expect.soft(count, filter).toBe(total)
        }
      }
    }
    const { facets } = (await admin.get<SearchAnswer>('/api/v1/search?limit=1')).body
    const merged = facets.unit.find(unit => unit.value === 'bao-dai')
    expect(merged?.count).toBeGreaterThan(facets.unit.find(unit => unit.value === 'bao')?.count ?? 0)
  })

  it('moves the curating unit with press and external information', async () => {
    const curating = async () => (await admin.get<Me>('/api/v1/me')).body.hub.curatingUnit?.code
    expect(await curating()).toBe('stttt')
    expect((await admin.post('/api/v1/reforms/thong-tin-doi-ngoai-2025/application')).status).toBe(200)
    expect(await curating()).toBe('svhttdl')
    const page = (await people.culture.get<UnitPage>('/api/v1/units/svhttdl')).body
    expect(page.curates).toBe(true)
    expect(page.people?.map(person => person.name).sort()).toEqual(['stttt', 'svhttdl'])
    expect(page.successions).toMatchObject([
      { from: { code: 'stttt' }, kind: 'transfer', basis: 'Thông tư 10/2025/TT-BVHTTDL' },
    ])
    expect((await people.trade.get<UnitPage>('/api/v1/units/svhttdl')).body.people).toBeNull()
  })

  it('is on record: who confirmed what', async () => {
    const { body } = await admin.get<{ entries: { act: string }[] }>('/api/v1/audit?limit=100')
    const acts = body.entries.map(entry => entry.act)
    const expected = ['unit.create', 'unit.succession', 'unit.end', 'reform.apply', 'setting.curating-unit']
    expect(acts).toEqual(expect.arrayContaining([...expected, 'place.succession']))
    expect(acts.filter(act => act === 'unit.end')).toHaveLength(12)
  })
})

describe('a unit over the years', () => {
  let hub: TestHub
  let admin: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
  })
  afterAll(() => hub.close())

  const naming = { shortName: 'Sở CT-XD', nameEn: null, symbol: 'SCTXD', basis: 'Quyết định 1' }

  it('takes a new name from a day on and shows each item the one of its date', async () => {
    const writer = await hub.person('Cán bộ', { memberships: [{ unit: 'sct', role: 'editor' }] })
    const dates = ['2021-12-31', '2022-01-01']
    const ids = await Promise.all(
      dates.map(async date => {
        const said = { title: `Tin ${date}`, html: '<p>x</p>', date, visibility: 'hub' }
        return (await writer.post<{ asset: Asset }>('/api/v1/articles', said)).body.asset.id
      }),
    )
    const renamed = await admin.post<UnitPage>('/api/v1/units/sct/names', {
      name: 'Sở Công Thương và Xây dựng',
      from: '2022-01-01',
      ...naming,
    })
    expect(renamed.status).toBe(201)
    expect(renamed.body.unit.names.map(({ validFrom, validTo }) => [validFrom, validTo])).toEqual([
      [null, '2021-12-31'],
      ['2022-01-01', null],
    ])
    await hub.idle()
    const names = await Promise.all(
      ids.map(async id => (await writer.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset.unit.name),
    )
    expect(names).toEqual(['Sở Công Thương', 'Sở Công Thương và Xây dựng'])
    for (const q of ['"Sở Công Thương"', '"Công Thương và Xây dựng"']) {
      const { body } = await writer.get<SearchAnswer>(`/api/v1/search?q=${encodeURIComponent(q)}`)
      expect(body.hits.map(hit => hit.id).sort(), q).toEqual([...ids].sort())
    }
    const again = { name: 'Tên chen giữa', from: '2020-01-01', ...naming }
    const refused = await admin.post<{ type: string }>('/api/v1/units/sct/names', again)
    expect([refused.status, refused.body.type]).toEqual([409, 'urn:media-hub:problem:history-conflict'])
  })

  it('begins, stands under another, and never under itself', async () => {
    const made = await admin.post('/api/v1/units', {
      code: 'tt-vhtt',
      kind: 'organisation',
      name: 'Trung tâm Văn hóa',
      shortName: 'TTVH',
    })
    expect(made.status).toBe(201)
    const under = (unit: string, parent: string | null) =>
      admin.post<UnitPage>(`/api/v1/units/${unit}/parents`, { parent, from: '2024-01-01', basis: 'Quyết định 2' })
    const placed = await under('tt-vhtt', 'svhttdl')
    expect(placed.body.unit.parents).toMatchObject([{ parent: { code: 'svhttdl' }, validFrom: '2024-01-01' }])
    expect((await under('svhttdl', 'tt-vhtt')).status).toBe(409)
    expect((await under('khong-co', 'svhttdl')).status).toBe(404)
  })

  it('gives its rights away only when the day has come', async () => {
    const writer = await hub.person('Đoàn', { memberships: [{ unit: 'tinhdoan', role: 'editor' }] })
    const front = await hub.person('Mặt trận', { memberships: [{ unit: 'mttq', role: 'editor' }] })
    const said = { title: 'Nội bộ', html: '<p>x</p>', visibility: 'unit' }
    const { id } = (await writer.post<{ asset: Asset }>('/api/v1/articles', said)).body.asset
    const [today] = await hub.deps.db.$queryRaw<{ next: string }[]>`select (hub_today() + 1)::text as next`
    const merge = { kind: 'merge', from: ['tinhdoan'], to: ['mttq'], date: today!.next, basis: 'Quyết định 3' }
    expect((await admin.post('/api/v1/unit-successions', merge)).status).toBe(201)
    expect((await front.get(`/api/v1/assets/${id}`)).status).toBe(404)
    expect((await writer.get(`/api/v1/assets/${id}`)).status).toBe(200)
    // A day later, as the rows would stand.
    await hub.deps.db.$executeRaw`update unit_succession set on_date = on_date - 1`
    await hub.deps.db.$executeRaw`update unit set ended_on = ended_on - 1 where code = 'tinhdoan'`
    expect((await front.get(`/api/v1/assets/${id}`)).status).toBe(200)
    expect((await writer.get<Me>('/api/v1/me')).body.memberships.map(m => m.unit.code)).toEqual(['mttq'])
  })

  it('curates by a setting that an administrator changes, and no partner ever does', async () => {
    const choose = (unit: string) => admin.send('PUT', '/api/v1/settings/curating-unit', { unit })
    expect((await choose('vp')).status).toBe(200)
    expect((await admin.get<Me>('/api/v1/me')).body.hub.curatingUnit?.code).toBe('vp')
    expect((await choose('thu-vien')).status).toBe(409)
  })
})
