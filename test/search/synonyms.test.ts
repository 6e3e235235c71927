import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SearchAnswer } from '#contracts/search'
import { type SynonymPreview, synonymTopics } from '#contracts/synonym'
import { checkedPhrases } from '#server/search/edit-synonyms'
import { fold, foldedWords } from '#server/search/fold'
import { isSyllable } from '#server/search/syllable'
import { compileSynonyms, longestSynonym } from '#server/search/synonyms'
import { type GlossaryGroup, readGlossary } from '../../prisma/seed/glossary.ts'
import { seed } from '../../prisma/seed/seed.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('the glossary that ships with the hub', () => {
  it('has more than 400 groups, under every topic, each with a key of its own', async () => {
    const groups = await readGlossary()
    expect(groups.length).toBeGreaterThan(400)
    expect(new Set(groups.map(({ topic }) => topic))).toEqual(new Set(synonymTopics))
    expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length)
  })
  it('holds only what the editor would take, and no single Vietnamese syllable that folded is many words', async () => {
    const groups = await readGlossary()
    for (const { phrases } of groups) expect(() => checkedPhrases(phrases), phrases.join()).not.toThrow()
    const single = (group: GlossaryGroup) =>
      group.phrases.filter(
        phrase => foldedWords(phrase).length === 1 && isSyllable(fold(phrase)) && !/^[A-ZĐ]+$/.test(phrase),
      )
    expect(groups.flatMap(single)).toEqual(['Lào', 'MoU', 'map'])
    const longest = Math.max(...groups.flatMap(({ phrases }) => phrases.map(phrase => foldedWords(phrase).length)))
    expect(longest).toBeLessThanOrEqual(longestSynonym)
  })
  it.each([
    ['RCEP', 'Đối tác Kinh tế Toàn diện Khu vực'],
    ['AEC', 'ASEAN Economic Community'],
    ['ATIGA', 'Hiệp định Thương mại hàng hóa ASEAN'],
    ['C/O', 'giấy chứng nhận xuất xứ'],
    ['ASW', 'Cơ chế một cửa ASEAN'],
    ['UBND', 'ủy ban nhân dân'],
    ['Black Lady Mountain', 'núi Bà Đen'],
    ['custard apple', 'mãng cầu'],
    ['Moc Bai international border gate', 'CKQT Mộc Bài'],
  ])('takes %s and %s for each other', async (one, other) => {
    const synonyms = compileSynonyms((await readGlossary()).map(({ phrases }) => phrases))
    expect(synonyms.get(fold(one))?.map(words => words.join(' '))).toContain(fold(other))
    expect(synonyms.get(fold(other))?.map(words => words.join(' '))).toContain(fold(one))
  })
})

describe('synonyms that an administrator keeps', () => {
  let hub: TestHub
  let admin: TestClient
  let editor: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const draft = { title: 'Ngày hội bánh tráng', html: '<p>x</p>', visibility: 'public' }
    await editor.post('/api/v1/articles', draft)
    await hub.idle()
  })
  afterAll(() => hub.close())

  type Answer = { group: { id: string } }
  const found = async (q: string) =>
    (await hub.anonymous.get<SearchAnswer>(`/api/v1/search?q=${encodeURIComponent(q)}`)).body.total
  const phrases = ['qoppa zeta', 'ngày hội bánh tráng']

  it('shows what a change would change before it is made, and writes nothing', async () => {
    const { body } = await admin.post<SynonymPreview>('/api/v1/synonyms/preview', { phrases })
    expect(body.queries).toMatchObject([
      { q: 'qoppa zeta', changes: true, before: { total: 0 }, after: { total: 1 } },
      { q: 'ngày hội bánh tráng', changes: false },
    ])
    expect(body.queries[0]?.after.first[0]?.title).toBe('Ngày hội bánh tráng')
    expect(await found('qoppa zeta')).toBe(0)
    const asked = { phrases, queries: ['zeta', 'qoppa zeta'] }
    const own = (await admin.post<SynonymPreview>('/api/v1/synonyms/preview', asked)).body
    expect(own.queries.map(({ q, changes }) => [q, changes])).toEqual([
      ['zeta', false],
      ['qoppa zeta', true],
    ])
  })
  it('are used by the search within seconds, changed, taken out again, and each act is on record', async () => {
    const made = await admin.post<Answer>('/api/v1/synonyms', { topic: 'product', phrases })
    expect(made.status).toBe(201)
    const { id } = made.body.group
    await expect.poll(() => found('qoppa zeta'), { timeout: 10_000 }).toBe(1)
    const tried = await admin.post<SynonymPreview>('/api/v1/synonyms/preview', { id })
    expect(tried.body.queries[0]).toMatchObject({ q: 'qoppa zeta', before: { total: 1 }, after: { total: 0 } })
    const changed = { topic: 'product', phrases: ['qoppa iota', 'ngày hội bánh tráng'] }
    expect((await admin.send('PUT', `/api/v1/synonyms/${id}`, changed)).status).toBe(200)
    await expect.poll(() => found('qoppa iota'), { timeout: 10_000 }).toBe(1)
    expect(await found('qoppa zeta')).toBe(0)
    expect((await admin.send('DELETE', `/api/v1/synonyms/${id}`)).status).toBe(204)
    await expect.poll(() => found('qoppa iota'), { timeout: 10_000 }).toBe(0)
    expect((await admin.send('DELETE', `/api/v1/synonyms/${id}`)).status).toBe(404)
    const acts = await hub.deps.db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { at: 'asc' } })
    expect(acts.map(({ act }) => act)).toEqual(['synonyms.create', 'synonyms.edit', 'synonyms.delete'])
  })
  it('do not come back with the next start once they were taken out or changed', async () => {
    const group = async (key: string) => hub.deps.db.synonymGroup.findUniqueOrThrow({ where: { key } })
    const [gone, other] = [await group('kcn'), await group('rcep')]
    await admin.send('DELETE', `/api/v1/synonyms/${gone.id}`)
    await admin.send('PUT', `/api/v1/synonyms/${other.id}`, { topic: 'asean', phrases: ['RCEP', 'hiệp định khu vực'] })
    await seed(hub.deps.db)
    expect((await group('kcn')).removedAt).not.toBeNull()
    expect((await group('rcep')).phrases).toEqual(['RCEP', 'hiệp định khu vực'])
    const { body } = await admin.get<{ groups: { phrases: string[] }[] }>('/api/v1/synonyms?q=khu cong nghiep')
    expect(body.groups.map(each => each.phrases[0])).not.toContain('KCN')
  })
  it.each([
    { topic: 'asean', phrases: ['một'] },
    { topic: 'asean', phrases: ['hoà bình', 'hoa binh', 'HÒA BÌNH'] },
    { topic: 'asean', phrases: ['...', 'hoà bình'] },
    { topic: 'asean', phrases: ['a1 b c d e f g h i k', 'hoà bình'] },
    { topic: 'khác', phrases: ['hoà bình', 'peace'] },
    { topic: 'asean', phrases: ['hoà bình', 'x'.repeat(121)] },
    { topic: 'asean', phrases: Array.from({ length: 13 }, (_, i) => `cụm ${i}`) },
  ])('refuses what are no synonyms: %j', async draft => {
    expect((await admin.post('/api/v1/synonyms', draft)).status).toBe(400)
  })
})
