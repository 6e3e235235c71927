import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchAnswer } from '#contracts/search'
import { searchSorts } from '#contracts/search-values'
import type { SimilarAnswer, SuggestionAnswer } from '#contracts/suggestion'
import { newId } from '#server/platform/new-id'
import { putMediaAsset } from '../support/media-asset.ts'
import { testEngines } from '../support/search-engines.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

for (const engine of testEngines())
  describe.skipIf(engine.absent)(`suggestions and similar items, on ${engine.name}${engine.absent}`, () => {
    let hub: TestHub
    let editor: TestClient
    let reader: TestClient
    beforeAll(async () => {
      hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0', ...engine.env() } })
      await engine.settle(hub)
      editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
      reader = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'reader' }] })
      await add({ title: 'Núi Bà Đen mùa mây', topics: ['du-lich'], places: ['703'], tags: ['săn mây'] })
      await add({ title: 'Du khách săn mây núi Bà Đen', topics: ['du-lich'], description: 'Đoàn khách từ Bình Dương.' })
      await add({ title: 'Núi lửa ở nước ngoài' })
      await add({ title: 'Giá mía đường cuối vụ', topics: ['kinh-te'], description: 'Nông dân Tân Châu.' })
      await add({ title: 'Nông dân trồng mía đường phấn khởi', topics: ['kinh-te'] })
      await hub.idle()
    })
    afterAll(async () => {
      await hub?.close()
      await engine.close()
    })

    const add = async (said: object) => {
      const draft = { html: '<p>Nội dung bài viết.</p>', visibility: 'public', date: '2020-01-01', ...said }
      return (await editor.post<{ asset: { id: string } }>('/api/v1/articles', draft)).body.asset.id
    }
    const suggested = async (q: string, client = hub.anonymous, language = 'vi') =>
      (
        await client.get<SuggestionAnswer>(`/api/v1/search/suggestions?q=${encodeURIComponent(q)}`, {
          'accept-language': language,
        })
      ).body
    const idOf = async (title: string) => (await hub.deps.db.asset.findFirstOrThrow({ where: { title } })).id
    const similar = async (id: string, client = hub.anonymous) =>
      (await client.get<SimilarAnswer>(`/api/v1/assets/${id}/similar`)).body.similar ?? []

    it('offers titles from the first letters of the last word on, those that begin so first', async () => {
      const titles = async (q: string) => (await suggested(q)).titles.map(({ title }) => title)
      expect(await titles('nui b')).toEqual(['Núi Bà Đen mùa mây', 'Du khách săn mây núi Bà Đen'])
      expect(await titles('núi bà đen mù')).toEqual(['Núi Bà Đen mùa mây'])
      expect(await titles('nông dân')).toEqual(['Nông dân trồng mía đường phấn khởi'])
      expect(await titles('')).toEqual([])
      const [first] = (await suggested('nui b')).titles
      expect(first?.highlight[0]).toEqual({ text: 'Núi Bà', hit: true })
    })
    it('offers terms and units that would find something, in the language that is asked for', async () => {
      expect((await suggested('du l')).terms).toEqual([
        { facet: 'topic', value: 'du-lich', label: 'Du lịch', count: 2, exact: true },
      ])
      expect((await suggested('tour', hub.anonymous, 'en')).terms[0]?.label).toBe('Travel and tourism')
      expect((await suggested('báo tây')).terms).toContainEqual(
        expect.objectContaining({ facet: 'unit', value: 'bao', count: 5 }),
      )
      // The district became part of no other place that we know of: its new name is an editor's to record.
      expect((await suggested('thành phố tây')).terms.map(({ value }) => value)).toEqual(['703'])
      expect((await suggested('giáo dục')).terms).toEqual([])
    })
    it('says what may have been meant where nothing is called so', async () => {
      expect(await suggested('nuis baf ddeen')).toMatchObject({ titles: [], didYouMean: 'núi Bà Đen' })
    })
    it('takes anything typed for words', async () => {
      for (const q of ['((((', "'", '"', "zzz':*", '\\', '%', '🙂', 'x '.repeat(100)])
        expect((await suggested(q)).terms, q).toEqual([])
      expect((await hub.anonymous.get(`/api/v1/search/suggestions?q=${'a'.repeat(201)}`)).status).toBe(400)
      expect((await hub.anonymous.get('/api/v1/search/suggestions?q=a&x=1')).status).toBe(400)
    })

    it('lists what reads alike, the closest first, and nothing that has a common word by chance', async () => {
      const titles = (list: SimilarAnswer['similar']) => list.map(({ hit }) => hit.title)
      expect(titles(await similar(await idOf('Núi Bà Đen mùa mây')))).toEqual(['Du khách săn mây núi Bà Đen'])
      expect(titles(await similar(await idOf('Giá mía đường cuối vụ')))).toEqual(['Nông dân trồng mía đường phấn khởi'])
    })
    it('lists what looks alike before it', async () => {
      const of = { kind: 'image', contentType: 'image/jpeg', uploadedBy: editor.personId } as const
      const put = (visibility: 'public' | 'draft') =>
        putMediaAsset(hub.deps, Buffer.from(newId()), { ...of, visibility })
      const [one, two, hidden] = [await put('public'), await put('public'), await put('draft')]
      const pair = (objectId: string, otherId: string, distance: number) => ({ objectId, otherId, distance })
      await hub.deps.db.nearPicture.createMany({
        data: [pair(one.objectId, two.objectId, 5), pair(one.objectId, hidden.objectId, 1)],
      })
      await hub.deps.db.asset.updateMany({
        where: { id: { in: [one.assetId, two.assetId, hidden.assetId] } },
        data: { file: 'ready' },
      })
      const near = async (client: TestClient) =>
        (await similar(one.assetId, client))
          .filter(({ by }) => by === 'picture')
          .map(({ hit, distance }) => [hit.id, distance])
      expect(await near(hub.anonymous)).toEqual([[two.assetId, 5]])
      expect(await near(editor)).toEqual([
        [hidden.assetId, 1],
        [two.assetId, 5],
      ])
      await hub.deps.db.asset.update({ where: { id: two.assetId }, data: { file: 'processing' } })
      expect(await near(hub.anonymous)).toEqual([])
      await hub.deps.db.asset.updateMany({
        where: { id: { in: [one.assetId, two.assetId, hidden.assetId] } },
        data: { life: 'trashed' },
      })
    })

    it('changes nothing anywhere for who may not see an item, whether it is there or not', async () => {
      const mountain = await idOf('Núi Bà Đen mùa mây')
      const look = async (client: TestClient) => {
        const texts = ['zaqwex', 'zaq', 'núi', 'săn mây zaqwex', 'zaqwey', 'văn hóa', 'apsc', 'đền thánh zaqwexx']
        const sorted = searchSorts.map(sort => client.get<SearchAnswer>(`/api/v1/search?q=núi&sort=${sort}`))
        const asked = ['', ...texts].map(q => client.get<SearchAnswer>(`/api/v1/search?q=${encodeURIComponent(q)}`))
        return JSON.stringify({
          similar: await similar(mountain, client),
          suggested: await Promise.all(texts.map(q => suggested(q, client))),
          answers: (await Promise.all([...sorted, ...asked])).map(({ body }) => body),
        })
      }
      const callers = { nobody: hub.anonymous, 'another unit': reader }
      const before = await Promise.all(Object.values(callers).map(look))
      const kept = await add({
        ...{
          title: 'Núi Bà Đen zaqwex zaqwexx',
          tags: ['săn mây', 'zaqwex'],
          description: 'Đền Thánh zaqwex, mùa mây.',
        },
        ...{ topics: ['van-hoa'], pillars: ['apsc'], themes: ['asean-2025'], places: ['703'] },
        embargoUntil: new Date(Date.now() + 86_400_000).toISOString(),
      })
      for (let n = 0; n < 3; n++)
        await hub.deps.db.assetReuse.create({
          data: { id: newId(), assetId: kept, version: 1, purpose: 'web', file: 'text', personId: editor.personId },
        })
      await hub.idle()
      expect(await Promise.all(Object.values(callers).map(look))).toEqual(before)
      expect((await similar(mountain, editor)).map(({ hit }) => hit.id)).toContain(kept)
      expect((await suggested('zaq', editor)).titles.map(({ id }) => id)).toEqual([kept])
      // The clock alone lifts it: nothing is written but the date.
      await hub.deps.db.asset.update({ where: { id: kept }, data: { embargoUntil: new Date(Date.now() - 1000) } })
      expect((await suggested('zaq')).titles.map(({ id }) => id)).toEqual([kept])
      expect((await similar(mountain)).map(({ hit }) => hit.id)).toContain(kept)
    })
  })
