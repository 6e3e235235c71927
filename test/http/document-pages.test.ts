import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { PageText } from '#contracts/document'
import { askForPages } from '#server/renditions/ask-for-pages'
import { listItem, makeDocx, paragraph, picture } from '../support/make-office.ts'
import { makePdf, makePng } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const lines = Array.from({ length: 40 }, (_, index) => `Trang ${index + 1}: núi Bà Đen`)
let hub: TestHub
let editor: TestClient
let stranger: TestClient
let asset: Asset
let book: Buffer

beforeAll(async () => {
  hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
  editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
  stranger = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
  book = await makePdf(lines)
  asset = (await editor.upload(book, 'sach.pdf', { title: 'Sách', visibility: 'draft' })).body.asset
  await ready(editor, asset.id)
}, 120_000)
afterAll(() => hub.close())

const ready = (client: TestClient, id: string) =>
  vi.waitUntil(async () => (await client.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset.file === 'ready', {
    timeout: 60_000,
    interval: 100,
  })
const address = (id: string, page: number | string) => `/api/v1/assets/${id}/pages/${page}`
/** Asks as a reader does: again after the pause that the answer names. */
const turnTo = async (client: TestClient, id: string, page: number) => {
  let answer = await client.bytes(address(id, page))
  for (let tries = 0; answer.status === 503 && tries < 20; tries += 1) answer = await client.bytes(address(id, page))
  return answer
}
const rows = () => hub.deps.db.rendition.findMany({ where: { name: { startsWith: 'page-' } } })

describe('a page beyond the first three', () => {
  it('is drawn when it is first turned to, with its neighbours, and stored once', async () => {
    const before = await rows()
    expect(before.map(row => row.name).sort()).toEqual(['page-1', 'page-2', 'page-3'])
    const page = await turnTo(editor, asset.id, 10)
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect((await sharp(page.bytes).metadata()).width).toBe(1024)
    const names = (await rows()).map(row => row.name)
    // 9 to 28, as the pages of this document are light.
    expect(names).toHaveLength(23)
    const neighbours = Array.from({ length: 20 }, (_, index) => `page-${index + 9}`)
    expect(names).toEqual(expect.arrayContaining(neighbours))
    expect((await editor.bytes(address(asset.id, 9))).status).toBe(200)
    expect(await rows()).toHaveLength(23)
  })

  it('is the last one where the run is short, and none where the document ends', async () => {
    expect((await turnTo(editor, asset.id, 40)).status).toBe(200)
    for (const page of ['41', '0', '-1', 'x', '1e1', '999999999'])
      expect.soft((await editor.get(address(asset.id, page))).status).toBe(404)
  })

  it('is no more open than the document', async () => {
    expect((await stranger.get(address(asset.id, 10))).status).toBe(404)
    expect((await stranger.get(`${address(asset.id, 10)}/text`)).status).toBe(404)
    expect((await hub.anonymous.get(address(asset.id, 10))).status).toBe(401)
  })

  it('does not tell who has the same bytes: it is drawn for them as if nobody had turned to it', async () => {
    const { body } = await stranger.upload(book, 'a.pdf', { title: 'Bản khác', visibility: 'draft' })
    await ready(stranger, body.asset.id)
    const mine = (await stranger.get<{ asset: Asset }>(`/api/v1/assets/${body.asset.id}`)).body.asset
    expect(mine.renditions.map(rendition => rendition.name)).not.toContain('page-10')
    expect((await stranger.get(`/api/v1/assets/${body.asset.id}/renditions/page-10`)).status).toBe(404)
    expect(await hub.deps.db.pageRun.count({ where: { first: 9 } })).toBe(1)
    expect((await turnTo(stranger, body.asset.id, 10)).status).toBe(200)
    expect(await hub.deps.db.pageRun.count({ where: { first: 9 } })).toBe(2)
    expect((await rows()).filter(row => row.name === 'page-10')).toHaveLength(1)
  })

  it('comes with its text', async () => {
    const { body } = await editor.get<PageText>(`${address(asset.id, 17)}/text`)
    expect(body).toEqual({ page: 17, pages: 40, text: 'Trang 17: núi Bà Đen', machine: false })
  })
})

describe('the reader on the screen', () => {
  const read = (client: TestClient, range?: string) =>
    client.bytes(`/api/v1/assets/${asset.id}/original?read=1`, range ? { range } : {})
  const takings = () => hub.deps.db.auditEntry.count({ where: { act: 'asset.download', subjectId: asset.id } })

  it('gets its pieces, the first too, and leaves no download; a whole file that is asked so is one', async () => {
    const before = await takings()
    const half = Math.floor(book.length / 2)
    const pieces = [await read(editor, `bytes=0-${half - 1}`), await read(editor, `bytes=${half}-${book.length - 1}`)]
    expect(pieces.map(piece => piece.status)).toEqual([206, 206])
    expect(Buffer.concat(pieces.map(piece => piece.bytes)).equals(book)).toBe(true)
    const older = await editor.bytes(`/api/v1/assets/${asset.id}/versions/1/original?read=1`, { range: 'bytes=0-9' })
    expect(older.status).toBe(206)
    expect(await takings()).toBe(before)
    for (const range of [undefined, 'bytes=0-', 'bytes=-1', 'bytes=0-1,3-4']) await read(editor, range)
    expect(await takings()).toBe(before + 4)
  })

  it('may do no more than who downloads', async () => {
    expect((await read(stranger, 'bytes=0-9')).status).toBe(404)
    expect((await read(hub.anonymous, 'bytes=0-9')).status).toBe(401)
  })
})

describe('a reader who asks for everything at once', () => {
  it('gets four runs of pages at a time; further wishes wait with 429, and one wish is one job', async () => {
    const { db } = hub.deps
    const caller = {
      actor: { kind: 'person' as const, id: editor.personId } as never,
      origin: { address: null, requestId: null },
    }
    const { id: versionId } = await db.assetVersion.findFirstOrThrow({ where: { assetId: asset.id } })
    // Far beyond the end: no worker finishes these, so that what waits can be counted.
    const wishes = Array.from({ length: 60 }, (_, index) => 5000 + (index % 12) * 5)
    const answers = await Promise.allSettled(
      wishes.map(first => askForPages(db, caller, { assetId: asset.id, versionId, first })),
    )
    const refused = answers.flatMap(answer => (answer.status === 'rejected' ? [answer.reason] : []))
    expect(await db.pageRun.count({ where: { first: { gte: 5000 } } })).toBe(4)
    expect(refused.length).toBeGreaterThan(0)
    for (const error of refused)
      expect(error).toMatchObject({ key: 'too-many-requests', headers: { 'retry-after': '3' } })
  })
})

describe('a Word document', () => {
  it('becomes an article on request: sanitised, with its rights, linked to it, in the record', async () => {
    const body = `${paragraph('Lễ hội', 'Heading1')}${listItem('Cáp treo')}${paragraph('Du khách &lt;script&gt;')}${picture('p')}`
    const docx = await makeDocx(body, [{ id: 'p', type: 'image', target: 'media/a.png' }], {
      'word/media/a.png': await makePng(64),
    })
    const rights = { statement: 'https://creativecommons.org/licenses/by/4.0/', holder: 'Báo Tây Ninh' }
    const source = (
      await editor.upload(docx, 'le-hoi.docx', { title: 'Lễ hội', credit: 'Ảnh: Báo', visibility: 'hub', rights })
    ).body.asset
    await ready(editor, source.id)
    const path = `/api/v1/assets/${source.id}/article`
    expect((await stranger.post(path)).status).toBe(403)

    const made = await editor.post<{ asset: Asset; droppedPictures: number }>(path)
    expect(made.status).toBe(201)
    expect(made.body.droppedPictures).toBe(1)
    const { asset: article } = made.body
    expect(article).toMatchObject({ kind: 'article', visibility: 'draft', title: 'Lễ hội', credit: 'Ảnh: Báo' })
    expect(article.rights).toMatchObject(rights)
    expect(article.unit.code).toBe('bao')
    expect(article.html).toContain('<h2>Lễ hội</h2><ul><li>Cáp treo</li></ul><p>Du khách &lt;script&gt;</p>')
    expect(article.html).toContain(`href="/tu-lieu/${source.id}"`)
    expect(article.html).not.toContain('<img')
    const use = await hub.deps.db.assetUse.findFirst({ where: { assetId: source.id, kind: 'article' } })
    expect(use?.ref).toBe(article.id)
    const entry = await hub.deps.db.auditEntry.findFirst({ where: { act: 'article.from-document' } })
    expect(entry?.subjectId).toBe(source.id)
  }, 120_000)

  it('is what it takes: of a PDF no article is made', async () => {
    const answer = await editor.post(`/api/v1/assets/${asset.id}/article`)
    expect([answer.status, answer.body.type]).toEqual([409, 'urn:media-hub:problem:no-article'])
  })
})
