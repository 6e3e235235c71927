import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SearchAnswer, searchAnswer, searchQuery } from '#contracts/search'
import { facetNames, searchSorts } from '#contracts/search-values'
import type { AssetKind, Visibility } from '#contracts/values'
import { type Actor, anonymous } from '#server/access/actor'
import { transaction } from '#server/platform/db'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { searchAssets } from '#server/search/search-assets'
import type { SearchIndex } from '#server/search/search-index'
import { indexAsset } from '#workers/search/index-asset'
import type { TestEngine } from '../support/search-engines.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

type Given = {
  title: string
  description?: string
  body?: string
  tags?: string[]
  topics?: string[]
  places?: string[]
  kind?: AssetKind
  visibility?: Visibility
  unit?: string
  date?: string
  language?: string
  pillars?: string[]
  themes?: string[]
  /** Of the file: colours as `#rrggbb`, the most frequent first. */
  object?: { width?: number; height?: number; size?: bigint; durationMs?: number; colours?: string[] }
  captioned?: true
  rights?: Partial<{
    rightsStatement: string
    rightsPurposes: string[]
    rightsUntil: Date
    embargoUntil: Date
    recalledAt: Date
    consentNote: string
    consentWithdrawnAt: Date
    personalData: boolean
  }>
}

/** What every search engine of the hub must do, each over an empty, migrated and seeded database. */
export function searchIndexSuite({ name, absent, open, close }: TestEngine): void {
  describe.skipIf(absent)(`${name} as a search index${absent}`, () => {
    let database: TestDatabase
    let index: SearchIndex
    let unitIds: Map<string, string>
    const uploader = newId()
    const log = createLog('silent', 'test')

    beforeAll(async () => {
      database = await testDatabase()
      index = await open(database.db)
      unitIds = new Map((await database.db.unit.findMany()).map(({ code, id }) => [code, id]))
      for (const given of corpus) await add(given)
    })
    afterAll(async () => {
      await close()
      await database?.drop()
    })

    async function add(given: Given): Promise<string> {
      const { db } = database
      const id = newId()
      const {
        title,
        description = '',
        tags = [],
        topics = [],
        places = [],
        pillars = [],
        themes = [],
        kind = 'image',
        body,
        language = 'vi',
      } = given
      const unitId = unitIds.get(given.unit ?? 'bao') ?? ''
      const date = new Date(given.date ?? '2020-01-01')
      const said = {
        title,
        description,
        tags,
        topics,
        places,
        pillars,
        themes,
        kind,
        language,
        date,
        ...given.rights,
        visibility: given.visibility ?? 'public',
      }
      await db.asset.create({ data: { id, unitId, file: 'ready', uploadedBy: uploader, ...said } })
      const version = { id: newId(), assetId: id, number: 1, createdBy: uploader }
      if (kind === 'article') await db.assetVersion.create({ data: { ...version, html: `<p>${body ?? ''}</p>` } })
      else {
        const objectId = newId()
        await db.storedObject.create({
          data: {
            id: objectId,
            key: `objects/00/${objectId}`,
            sha256: objectId,
            size: 9n,
            contentType: 'image/jpeg',
            width: 4,
            height: 3,
            ...given.object,
          },
        })
        await db.assetVersion.create({ data: { ...version, objectId } })
        if (body)
          await db.objectText.createMany({
            data: body.split('\f').map((text, page) => ({ objectId, page: page + 1, text })),
          })
      }
      if (given.captioned)
        await db.captionTrack.create({
          data: {
            ...{ id: newId(), assetId: id, version: 1, language: 'vi', label: 'Tiếng Việt', kind: 'subtitles' },
            ...{ vtt: 'WEBVTT', cues: 1, lastMs: 1 },
          },
        })
      await indexAsset({ assetId: id }, { db, index, log })
      return id
    }

    const person = (unit: string, role: 'reader' | 'contributor' | 'editor', partner = false): Actor => ({
      kind: 'person',
      id: newId(),
      name: 'A',
      hubRoles: [],
      memberships: [{ unitId: unitIds.get(unit) ?? '', role, partner }],
    })
    const ask = async (query: Record<string, unknown>, actor: Actor = anonymous): Promise<SearchAnswer> =>
      searchAnswer.parse(await searchAssets({ db: database.db, index }, actor, searchQuery.parse(query)))
    const titles = async (query: Record<string, unknown>, actor?: Actor) =>
      (await ask(query, actor)).hits.map(({ title }) => title)

    describe('finding', () => {
      it.each([
        'núi bà đen',
        'nui ba den',
        'NÚI BÀ ĐEN',
        'núi bà đen'.normalize('NFD'),
        'nuis baf ddeen',
        'nui1 ba2 d9en',
        '#nuibaden',
        'nui ba de',
      ])('puts the mountain first for %s', async q => expect((await titles({ q }))[0]).toBe('Núi Bà Đen lúc bình minh'))
      it('puts exact marks first, also where a lookalike stands in a title', async () => {
        expect(await titles({ q: 'cao đài' })).toEqual(['Nhạc lễ ngày hội', 'Cáo đại ngàn'])
        expect((await titles({ q: 'cáo đại' }))[0]).toBe('Cáo đại ngàn')
      })
      it('never puts an unfinished word before a whole one', async () => {
        expect(await titles({ q: 'nhac muoi' })).toEqual(['Ghi chép cuối tuần', 'Nhac muoikhongdau'])
        expect(await titles({ q: 'muoikho' })).toEqual(['Nhac muoikhongdau'])
      })
      it('finds the text of a PDF, of any page, and of an article', async () => {
        expect(await titles({ q: 'mực nước chết' })).toEqual(['Báo cáo vận hành hồ chứa'])
        expect(await titles({ q: 'thi công nghệ nhân' })).toEqual(['Cuộc thi tráng bánh'])
      })
      it('finds the names of topics, places and the unit in both languages', async () => {
        expect(await titles({ q: 'travel and tourism' })).toContain('Núi Bà Đen lúc bình minh')
        expect(await titles({ q: 'Go Dau District' })).toContain('Báo cáo vận hành hồ chứa')
      })
      it('says what it took a query for, as the hub writes it, only where that found something', async () => {
        expect((await ask({ q: 'nuis baf ddeen' })).didYouMean).toBe('Núi Bà Đen')
        expect((await ask({ q: 'nui ba den' })).didYouMean).toBeNull()
        expect((await ask({ q: 'qqqqq' })).didYouMean).toBeNull()
      })
      it('lists the newest first where nothing is asked', async () => {
        const answer = await ask({ q: '', limit: 2 })
        expect(answer.hits.map(({ date }) => date)).toEqual(['2024-05-01', '2023-05-01'])
        expect(answer.total).toBe(publicItems)
      })
    })

    describe('permission', () => {
      it('shows each visibility to those it is for', async () => {
        const seen = async (actor?: Actor) =>
          (await titles({ q: 'quyenxem', sort: 'title' }, actor)).map(title => title.split(' ')[1])
        expect(await seen()).toEqual([])
        expect(await seen(person('dai', 'reader'))).toEqual(['hub', 'partners'])
        expect(await seen(person('btttt', 'reader', true))).toEqual(['partners'])
        expect(await seen(person('bao', 'reader'))).toEqual(['hub', 'partners', 'unit'])
        expect(await seen(person('bao', 'editor'))).toEqual(['draft', 'hub', 'partners', 'unit'])
        expect(await seen({ kind: 'person', id: uploader, name: 'A', hubRoles: ['curator'], memberships: [] })).toEqual(
          ['draft', 'hub', 'partners', 'unit'],
        )
      })
      it('is the same answer in every part whether a hidden item is there or not', async () => {
        const queries = [
          { q: 'núi bà' },
          { q: '' },
          { q: 'zorblux' },
          { q: 'zorblax' },
          { q: 'muoj' },
          { q: 'zorb' },
          { q: 'bí mật', sort: 'title' },
          { q: 'núi bàa' },
        ]
        const before = await Promise.all(queries.map(query => ask(query)))
        const hidden = await add({
          title: 'Núi bà zorblax muojj',
          description: 'bí mật núi bàa',
          tags: ['zorbluxx'],
          visibility: 'draft',
          topics: ['asean'],
        })
        const fresh = await open(database.db)
        const after = await Promise.all(
          queries.map(query => searchAssets({ db: database.db, index: fresh }, anonymous, searchQuery.parse(query))),
        )
        expect(after).toEqual(before)
        await forget(hidden)
      })
      it('finds nothing that was trashed, also before the index hears of it, and finds it again', async () => {
        const id = await add({ title: 'Tạm thời xuất hiện' })
        const life = (value: string) => database.db.asset.update({ where: { id }, data: { life: value } })
        await life('trashed')
        expect(await ask({ q: 'tạm thời xuất hiện' })).toMatchObject({ hits: [], total: 0 })
        await indexAsset({ assetId: id }, { db: database.db, index, log })
        await life('active')
        expect(await titles({ q: 'tạm thời xuất hiện' })).toEqual([])
        await indexAsset({ assetId: id }, { db: database.db, index, log })
        expect(await titles({ q: 'tạm thời xuất hiện' })).toEqual(['Tạm thời xuất hiện'])
        await forget(id)
      })
    })

    async function forget(id: string): Promise<void> {
      await database.db.asset.update({ where: { id }, data: { life: 'trashed' } })
      await indexAsset({ assetId: id }, { db: database.db, index, log })
    }

    describe('filters and facets', () => {
      it('counts each facet under the other filters, and a filter leads to what its facet counted', async () => {
        const all = await ask({ q: 'bánh' })
        expect(all.facets.kind).toEqual([
          { value: 'image', label: 'image', count: 2 },
          { value: 'article', label: 'article', count: 1 },
        ])
        const images = await ask({ q: 'bánh', kind: 'image' })
        expect(images.total).toBe(2)
        expect(images.facets.kind).toEqual(all.facets.kind)
        expect(images.facets.unit).toEqual([
          { value: 'bao', label: 'Báo Tây Ninh', count: 1 },
          { value: 'dai', label: 'Đài PT&TH', count: 1 },
        ])
        expect((await ask({ q: 'bánh', kind: 'image', unit: 'dai' })).facets.kind.map(({ count }) => count)).toEqual([
          1,
        ])
      })
      it('labels topics and places in Vietnamese', async () => {
        const { facets } = await ask({ q: 'núi bà đen' })
        expect(facets.topic).toContainEqual({ value: 'du-lich', label: 'Du lịch', count: 1 })
        expect((await ask({ q: 'mực nước chết' })).facets.place).toEqual([
          { value: '710', label: 'Huyện Gò Dầu', count: 1 },
          // What it lies in and what that became: a filter by them finds it too.
          { value: '72', label: 'Tỉnh Tây Ninh (đến 30/6/2025)', count: 1 },
          { value: '80', label: 'Tỉnh Tây Ninh', count: 1 },
        ])
      })
      it('filters by unit code and unit id alike, and by nothing that does not exist', async () => {
        const id = unitIds.get('dai') ?? ''
        expect(await titles({ q: 'bánh', unit: 'dai' })).toEqual(await titles({ q: 'bánh', unit: id }))
        expect(await titles({ q: 'bánh', unit: 'khong-co' })).toEqual([])
      })
      it('takes both ends of a span of dates in', async () => {
        expect(await titles({ from: '2023-05-01', to: '2024-05-01', sort: 'oldest' })).toEqual([
          'Bánh tráng 2023',
          'Bánh tráng 2024',
        ])
      })
      it('filters by topic, place and language together', async () => {
        expect(await titles({ topic: 'du-lich', language: 'vi' })).toEqual(['Núi Bà Đen lúc bình minh'])
        expect(await titles({ topic: 'du-lich', language: 'en' })).toEqual([])
      })
    })

    describe('filters beside the words', () => {
      const found = async (query: Record<string, unknown>, actor?: Actor) =>
        (await titles({ q: 'locthu', sort: 'title', ...query }, actor)).map(title => title.replace(' locthu', ''))
      it.each([
        [{ pillar: 'aec' }, ['Ảnh xanh']],
        [{ theme: 'asean-2020,asean-2019' }, ['Ảnh xanh']],
        [{ orientation: 'portrait' }, ['Ảnh đỏ']],
        [{ orientation: ['square', 'landscape'] }, ['Ảnh xanh', 'Phim dài', 'Phim ngắn']],
        [{ colour: 'blue' }, ['Ảnh xanh']],
        [{ colour: 'red,blue' }, ['Ảnh đỏ', 'Ảnh xanh']],
        [{ duration: 'under-1' }, ['Phim ngắn']],
        [{ duration: 'over-30' }, ['Phim dài']],
        [{ minSeconds: 31 }, ['Phim dài']],
        [{ minSeconds: 30, maxSeconds: 30 }, ['Phim ngắn']],
        [{ captions: 'yes' }, ['Phim dài']],
        [{ captions: 'no' }, ['Phim ngắn']],
        [{ year: '2018' }, ['Ảnh đỏ']],
        [{ consent: 'recorded' }, ['Ảnh xanh']],
        [{ consent: 'missing' }, ['Ảnh đỏ']],
        [{ rights: 'web' }, ['Ảnh đỏ']],
        [{ rights: 'print' }, ['Ảnh đỏ', 'Ảnh xanh']],
        [{ rights: 'print', orientation: 'portrait', colour: 'blue' }, []],
      ])('finds by %j', async (query, expected) => {
        expect(await found(query)).toEqual(expected)
      })
      it('counts each of them under the others, and each count is what the filter finds', async () => {
        const { facets } = await ask({ q: 'locthu' })
        for (const name of facetNames) {
          for (const { value, count } of facets[name]) {
            expect.soft((await ask({ q: 'locthu', [name]: value })).total, `${name}=${value}`).toBe(count)
          }
        }
        expect(facets.rights).toContainEqual({ value: 'print', label: 'print', count: 2 })
        expect(facets.theme).toEqual([{ value: 'asean-2020', label: 'Gắn kết và Chủ động thích ứng', count: 1 }])
        const red = await ask({ q: 'locthu', colour: 'red' })
        expect(red.facets.colour).toEqual(facets.colour)
        expect(red.facets.orientation).toEqual([{ value: 'portrait', label: 'portrait', count: 1 }])
      })
      it('counts only the facets that were asked for', async () => {
        const { facets } = await ask({ q: 'locthu', facets: 'kind', colour: 'red' })
        expect(facets.kind).toHaveLength(1)
        expect(Object.values(facets).flat()).toHaveLength(1)
        expect(Object.values((await ask({ q: 'locthu', facets: '' })).facets).flat()).toEqual([])
      })
      it('takes what an embargo, a recall or the end of a right holds back for nothing that may be used', async () => {
        const editor = person('bao', 'editor')
        const held = {
          ...{ embargo: { embargoUntil: new Date('2999-01-01') }, recall: { recalledAt: new Date('2020-01-01') } },
          ...{
            ended: { rightsUntil: new Date('2020-01-01') },
            withdrawn: { consentWithdrawnAt: new Date('2020-01-01') },
          },
        }
        const ids = await Promise.all(
          Object.entries(held).map(([name, rights]) =>
            add({ title: `Giữ lại ${name}`, rights: { rightsStatement: by, ...rights } }),
          ),
        )
        expect(await titles({ q: 'giữ lại', sort: 'title' }, editor)).toHaveLength(4)
        expect(await titles({ q: 'giữ lại', rights: 'web' }, editor)).toEqual([])
        expect((await ask({ q: 'giữ lại' }, editor)).facets.rights).toEqual([])
        expect(await titles({ q: 'giữ lại', consent: 'withdrawn' }, editor)).toEqual(['Giữ lại withdrawn'])
        for (const id of ids) await forget(id)
      })
      it('sorts by the size of the original, and pages so', async () => {
        expect(await found({ sort: 'largest' })).toEqual(['Phim dài', 'Ảnh xanh', 'Phim ngắn', 'Ảnh đỏ'])
        expect(await found({ sort: 'smallest', limit: 2 })).toEqual(['Ảnh đỏ', 'Phim ngắn'])
        const { next } = await ask({ q: 'locthu', sort: 'smallest', limit: 2 })
        expect(await found({ sort: 'smallest', limit: 2, cursor: next })).toEqual(['Ảnh xanh', 'Phim dài'])
      })
      it('sorts by use as far as the one who asks may know of it', async () => {
        const hits = (await ask({ q: 'locthu' })).hits
        const used = (title: string) => hits.find(hit => hit.title.startsWith(title))?.id ?? ''
        const { id: personId } = await database.db.person.create({
          data: { id: newId(), email: `${newId()}@hub.test`, name: 'Đối tác' },
        })
        const use = (assetId: string, by: string | null) =>
          database.db.assetReuse.create({
            data: { id: newId(), assetId, version: 1, personId: by, purpose: 'web', file: 'web' },
          })
        for (const by of [null, null, personId]) await use(used('Phim ngắn'), by)
        await use(used('Ảnh đỏ'), null)
        const reader = person('dai', 'reader')
        expect((await found({ sort: 'most-used' }, reader)).slice(0, 2)).toEqual(['Phim ngắn', 'Ảnh đỏ'])
        const byDate = await found({ sort: 'newest' })
        expect(await found({ sort: 'most-used' })).toEqual(byDate)
        const partner = { ...person('btttt', 'reader', true), id: personId } as Actor
        const others = byDate.filter(title => title !== 'Phim ngắn')
        expect(await found({ sort: 'most-used' }, partner)).toEqual(['Phim ngắn', ...others])
      })
    })

    describe('sorting and paging', () => {
      it('sorts titles as Vietnamese does', async () => {
        expect(await titles({ q: 'chữ cái', sort: 'title' })).toEqual(
          ['an', 'ăn', 'ân', 'da', 'đa', 'e'].map(letter => `${letter} chữ cái`),
        )
      })
      it.each(searchSorts)('pages by %s without losing or repeating equals', async sort => {
        const seen: string[] = []
        let cursor: string | undefined
        let pages = 0
        do {
          const page: SearchAnswer = await ask({ q: 'trang đôi', sort, limit: 5, ...(cursor ? { cursor } : {}) })
          expect(page.total).toBe(23)
          seen.push(...page.hits.map(({ id }) => id))
          cursor = page.next ?? undefined
          pages++
        } while (cursor && pages < 9)
        expect([pages, seen.length, new Set(seen).size]).toEqual([5, 23, 23])
      })
      it('refuses a cursor that is not of this list', async () => {
        const { next } = await ask({ q: 'trang đôi', sort: 'newest', limit: 5 })
        const forged = Buffer.from(JSON.stringify(['relevance', 0, 'all', 1, '2020-01-01', '', "' or 1=1"])).toString(
          'base64url',
        )
        for (const cursor of [next ?? '', forged, 'x', Buffer.from('[]').toString('base64url')]) {
          await expect(ask({ q: 'trang đôi', sort: 'relevance', cursor })).rejects.toMatchObject({
            key: 'invalid-request',
          })
        }
      })
    })

    describe('hits', () => {
      it('show what was found in title, description and body, as text', async () => {
        const [hit] = (await ask({ q: 'nui ba den' })).hits
        expect(hit?.highlight.title).toEqual([
          { text: 'Núi Bà Đen', hit: true },
          { text: ' lúc bình minh', hit: false },
        ])
        const [report] = (await ask({ q: 'muc nuoc chet' })).hits
        expect(report?.highlight.body?.filter(piece => piece.hit)).toEqual([{ text: 'mực nước chết', hit: true }])
        const [coded] = (await ask({ q: 'thi tráng bánh' })).hits
        expect(coded?.highlight.body?.map(piece => piece.text).join('')).toContain('1 < 2')
      })
      it('carry the unit by its name on the asset’s date and what the list shows of the file', async () => {
        const [hit] = (await ask({ q: 'nui ba den' })).hits
        expect(hit).toMatchObject({
          unit: { code: 'bao', shortName: 'Báo Tây Ninh' },
          width: 4,
          height: 3,
          size: 9,
          thumbUrl: null,
          date: '2020-01-01',
        })
      })
    })

    describe('hostile input', () => {
      const hostile = [
        '((((',
        "'",
        '"núi',
        'a & | ! b',
        'núi:*',
        "nui'':*A",
        '\\',
        '%_%',
        '$1',
        ';drop table asset;--',
        'a\u0000b',
        '\u0001',
        'a'.repeat(500),
        '🙂'.repeat(120),
        "'a':A <-> 'b'",
        '-núi',
        'NOT núi',
        '= = =',
        'x '.repeat(250),
      ]
      it.each(hostile)('answers %j', async q => {
        const answer = await ask({ q })
        expect(answer.total).toBeLessThanOrEqual(publicItems)
      })
      it('takes syntax in filters for values that nothing has', async () => {
        for (const value of hostile.map(q => q.replaceAll(',', '').slice(0, 100))) {
          expect((await ask({ topic: value, place: value, unit: value })).total).toBe(0)
        }
      })
    })

    it('takes dates of any year that the contract has', async () => {
      expect((await ask({ from: '0000-01-01', to: '9999-12-31' })).total).toBe(publicItems)
      expect((await ask({ to: '0000-01-01' })).total).toBe(0)
    })

    it('indexes the same state twice without a difference', async () => {
      const id = await add({ title: 'Lặp lại hai lần' })
      const before = await ask({ q: 'lặp lại hai lần' })
      await indexAsset({ assetId: id }, { db: database.db, index, log })
      expect(await ask({ q: 'lặp lại hai lần' })).toEqual(before)
      await forget(id)
    })
    it('changes nothing where the transaction that changes it is rolled back', async () => {
      const id = await add({ title: 'Quay lại như cũ' })
      const undone = transaction(database.db, async tx => {
        await index.remove(tx, id)
        throw new Error('undone')
      })
      await expect(undone).rejects.toThrow('undone')
      expect(await titles({ q: 'quay lại như cũ' })).toEqual(['Quay lại như cũ'])
      await forget(id)
    })
  })
}

const by = 'https://creativecommons.org/licenses/by/4.0/'
const corpus: Given[] = [
  {
    title: 'Ảnh xanh locthu',
    ...{ pillars: ['aec'], themes: ['asean-2020'] },
    object: { width: 1920, height: 1080, size: 500n, colours: ['#87ceeb', '#ffffff'] },
    rights: { rightsStatement: by, rightsPurposes: ['print'], consentNote: 'Bản đồng ý ngày 01/02/2020' },
  },
  {
    title: 'Ảnh đỏ locthu',
    date: '2018-03-04',
    object: { width: 1080, height: 1920, size: 5n, colours: ['#da251d'] },
    rights: { rightsStatement: by, personalData: true },
  },
  { title: 'Phim ngắn locthu', kind: 'video', object: { size: 50n, durationMs: 30_400 } },
  { title: 'Phim dài locthu', kind: 'video', object: { size: 5000n, durationMs: 3_600_000 }, captioned: true },
  { title: 'Núi Bà Đen lúc bình minh', description: 'Mây phủ đỉnh núi.', topics: ['du-lich'], tags: ['núi Bà Đen'] },
  { title: 'Chuyện bên núi', description: 'Bà kể chuyện đêm.', kind: 'article', body: 'Đen như mực.' },
  { title: 'Cáo đại ngàn', description: 'Phim về thú rừng.', kind: 'video' },
  { title: 'Nhạc lễ ngày hội', description: 'Đạo Cao Đài tại Hòa Thành.', kind: 'video' },
  { title: 'Mười hai bến nước', description: 'Truyện ngắn.' },
  { title: 'Nhac muoikhongdau', description: 'Viết liền.' },
  { title: 'Ghi chép cuối tuần', kind: 'document', body: 'Nhắc đến hạt muối.' },
  {
    title: 'Báo cáo vận hành hồ chứa',
    kind: 'document',
    places: ['710'],
    body: 'Trang đầu.\fTrang hai nói về mực nước chết của hồ.',
  },
  {
    title: 'Cuộc thi tráng bánh',
    kind: 'article',
    body: 'Phần thi công nghệ nhân &amp; khán giả, 1 &lt; 2',
    date: '2022-05-01',
  },
  { title: 'Bánh tráng 2023', date: '2023-05-01' },
  { title: 'Bánh tráng 2024', date: '2024-05-01', unit: 'dai' },
  ...['e', 'đa', 'ân', 'an', 'da', 'ăn'].map(letter => ({ title: `${letter} chữ cái` })),
  ...Array.from({ length: 23 }, () => ({ title: 'Trang đôi', date: '2019-02-02' })),
  ...(['draft', 'unit', 'hub', 'partners'] as const).map(visibility => ({
    title: `quyenxem ${visibility}`,
    visibility,
  })),
]
const publicItems = corpus.filter(({ visibility }) => visibility === undefined).length
