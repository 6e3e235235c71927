import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { FileType } from '#contracts/file-format'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { accept, sniffBytes } from '#server/uploads/accept'
import { makeDocumentRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { hasTool } from '#workers/renditions/missing-tools'
import { makeBarePath } from '../support/bare-path.ts'
import {
  listItem,
  makeDocx,
  makeOdf,
  makePptx,
  pageBreak,
  paragraph,
  picture,
  table,
  zipParts,
} from '../support/make-office.ts'
import { makeXlsx } from '../support/make-xlsx.ts'
import { makePng } from '../support/media.ts'
import { type MediaAsset, putMediaAsset } from '../support/media-asset.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

const office = hasTool('soffice')
const why = office ? '' : ' (skipped: LibreOffice is not installed, see scripts/setup.sh --office)'
const openXml = 'application/vnd.openxmlformats-officedocument'
const open = 'application/vnd.oasis.opendocument'

const documents: [name: string, type: FileType, bytes: () => Promise<Buffer>, pages: string[]][] = [
  [
    'DOCX',
    `${openXml}.wordprocessingml.document`,
    () =>
      makeDocx(
        `${paragraph('Lễ hội núi Bà Đen', 'Heading1')}${paragraph('Đông đảo du khách dự khai hội')}${pageBreak}${paragraph('Trang hai: Toà Thánh Tây Ninh')}`,
      ),
    ['Lễ hội núi Bà Đen\nĐông đảo du khách dự khai hội', 'Trang hai: Toà Thánh Tây Ninh'],
  ],
  [
    'PPTX',
    `${openXml}.presentationml.presentation`,
    () => makePptx(['Hồ Dầu Tiếng', 'Cửa khẩu Mộc Bài']),
    ['Hồ Dầu Tiếng', 'Cửa khẩu Mộc Bài'],
  ],
  [
    'XLSX',
    `${openXml}.spreadsheetml.sheet`,
    () =>
      makeXlsx([
        ['Địa điểm', 'Ngày'],
        ['Gò Dầu', 'Thứ bảy'],
      ]),
    ['Địa điểm Ngày\nGò Dầu Thứ bảy'],
  ],
  [
    'ODT',
    `${open}.text`,
    () => makeOdf('text', '<text:h>Trảng Bàng</text:h><text:p>Bánh canh<text:s/>và bánh tráng phơi sương</text:p>'),
    ['Trảng Bàng\nBánh canh và bánh tráng phơi sương'],
  ],
  [
    'ODP',
    `${open}.presentation`,
    () =>
      makeOdf(
        'presentation',
        '<draw:page draw:name="1"><draw:frame svg:x="1cm" svg:y="1cm" svg:width="20cm" svg:height="4cm"><draw:text-box><text:p>Vàm Cỏ Đông</text:p></draw:text-box></draw:frame></draw:page>',
      ),
    ['Vàm Cỏ Đông'],
  ],
  [
    'ODS',
    `${open}.spreadsheet`,
    () =>
      makeOdf(
        'spreadsheet',
        '<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>Tân Biên</text:p></table:table-cell></table:table-row></table:table>',
      ),
    ['Tân Biên'],
  ],
]

let database: TestDatabase
let folder: string
let context: RenditionContext

beforeAll(async () => {
  bare = await makeBarePath()
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'office-test-'))
  const log = createLog('silent', 'test')
  const store = await openFilesystemStore(folder)
  context = { db: database.db, store, log, lastAttempt: false, signal: new AbortController().signal }
})
afterEach(() => {
  vi.unstubAllEnvs()
})
afterAll(async () => {
  await database.drop()
  for (const path of [folder, bare]) await rm(path, { recursive: true, force: true })
})

const put = (bytes: Buffer, contentType: FileType) => putMediaAsset(context, bytes, { kind: 'document', contentType })
const fileOf = async ({ assetId }: MediaAsset) => {
  const { file, failure } = await context.db.asset.findUniqueOrThrow({ where: { id: assetId } })
  return { file, failure }
}
const renditionsOf = async ({ objectId }: MediaAsset) =>
  Object.fromEntries((await context.db.rendition.findMany({ where: { objectId } })).map(row => [row.name, row]))
const textsOf = async ({ objectId }: MediaAsset) =>
  (await context.db.objectText.findMany({ where: { objectId }, orderBy: { page: 'asc' } })).map(row => row.text)
const detailsOf = async ({ objectId }: MediaAsset) =>
  (await context.db.storedObject.findUniqueOrThrow({ where: { id: objectId } })).details
let bare: string
const without = () => vi.stubEnv('PATH', bare)

describe.each(documents)('%s', (_name, contentType, bytes, pages) => {
  it('is known by its first bytes', async () => {
    const whole = await bytes()
    expect(await accept(whole.subarray(0, sniffBytes))).toEqual({ kind: 'document', contentType })
  })

  it('is usable without LibreOffice: its text is read, every mark of it', async () => {
    without()
    const asset = await put(await bytes(), contentType)
    await makeDocumentRendition(asset, context)
    expect(await fileOf(asset)).toEqual({ file: 'ready', failure: null })
    expect(await textsOf(asset)).toEqual(pages)
    expect(await detailsOf(asset)).toMatchObject({ office: 'absent' })
  })

  it.skipIf(!office)(
    `is printed to pages by LibreOffice${why}`,
    async () => {
      const asset = await put(Buffer.concat([await bytes()]), contentType)
      await makeDocumentRendition(asset, context)
      expect(await fileOf(asset)).toEqual({ file: 'ready', failure: null })
      const files = await renditionsOf(asset)
      expect(Object.keys(files)).toEqual(expect.arrayContaining(['page-1', 'preview', 'thumb', 'pdf']))
      expect((await sharp(await buffer(await context.store.get(files['page-1']!.key))).metadata()).width).toBe(1024)
      expect((await textsOf(asset)).join('\n')).toContain(pages.at(-1)!.split('\n').at(-1)!.split(' ')[0])
      expect(await detailsOf(asset)).toMatchObject({ office: 'printed' })
    },
    60_000,
  )
})

describe('a DOCX as an article', () => {
  it('keeps headings, lists and tables, and counts the pictures that it cannot keep', async () => {
    without()
    const body = [
      paragraph('Kết quả', 'Heading2'),
      listItem('Một'),
      listItem('Hai'),
      table([
        ['Huyện', 'Số tin'],
        ['Tân Châu', '12'],
      ]),
      picture('p1'),
    ].join('')
    const docx = await makeDocx(body, [{ id: 'p1', type: 'image', target: 'media/a.png' }], {
      'word/media/a.png': await makePng(64),
    })
    const asset = await put(docx, documents[0]![1])
    await makeDocumentRendition(asset, context)
    const { article } = await renditionsOf(asset)
    const kept = JSON.parse(await text(await context.store.get(article!.key)))
    expect(kept).toMatchObject({ pictures: 1 })
    expect(kept.html).toContain('<h2>Kết quả</h2><ul><li>Một</li><li>Hai</li></ul><table>')
  })
})

describe('what is an office document and what is not', () => {
  it.each([
    ['a ZIP that carries documents', { 'thu-muc/bai.docx': 'PK', 'word.txt': 'a' }],
    ['a book', { mimetype: 'application/epub+zip', 'META-INF/container.xml': '<a/>' }],
    ['a template', { mimetype: `${open}.text-template`, 'content.xml': '<a/>' }],
  ])('refuses %s', async (_what, parts) => {
    expect(await accept(await zipParts(parts as Record<string, string>))).toEqual({ refused: 'unsupported-type' })
  })

  it('fails one whose inside is another than its first bytes promise', async () => {
    const docm = await makeDocx(paragraph('a'), [], {
      '[Content_Types].xml':
        '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
    })
    const asset = await put(docm, documents[0]![1])
    await makeDocumentRendition(asset, context)
    expect(await fileOf(asset)).toEqual({ file: 'failed', failure: 'file-corrupt' })
  })

  it('tells one that is locked by a password from one that is broken', async () => {
    const locked = await makeOdf('text', '<text:p>a</text:p>', {
      'META-INF/manifest.xml':
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>',
    })
    const broken = (await makeDocx(paragraph('b'))).subarray(0, 900)
    const assets = [await put(locked, documents[3]![1]), await put(broken, documents[0]![1])]
    for (const asset of assets) await makeDocumentRendition(asset, context)
    expect(await Promise.all(assets.map(fileOf))).toEqual([
      { file: 'failed', failure: 'file-encrypted' },
      { file: 'failed', failure: 'file-corrupt' },
    ])
  })
})
