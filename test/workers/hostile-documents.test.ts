import { execFileSync } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { createDeflate } from 'node:zlib'
import { PDFDocument, PDFName, PDFString } from 'pdf-lib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import type { FileType } from '#contracts/file-format'
import { createLog } from '#server/platform/log'
import { openFilesystemStore } from '#server/storage/filesystem-store'
import { makeDocumentRendition, type RenditionContext } from '#workers/renditions/make-rendition'
import { hasTool } from '#workers/renditions/missing-tools'
import {
  makeDocx,
  makeOdf,
  makePptx,
  type Parts,
  paragraph,
  picture,
  relationships,
  zipParts,
} from '../support/make-office.ts'
import { makeXlsx } from '../support/make-xlsx.ts'
import { makePdf } from '../support/media.ts'
import { type MediaAsset, putMediaAsset } from '../support/media-asset.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'
import { watchRss } from '../support/tree-memory.ts'

const office = hasTool('soffice') ? '' : ' (without LibreOffice: only what is read of them)'
const openXml = 'application/vnd.openxmlformats-officedocument'
const docxType: FileType = `${openXml}.wordprocessingml.document`
const secret = 'bi-mat-cua-may-chu-9471'

let database: TestDatabase
let folder: string
let context: RenditionContext
let canary: Server
let hits: string[] = []
let trap = ''
let local = ''

beforeAll(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'hostile-documents-'))
  // Where everybody may read it: what may not show is kept out by the hub, not by file modes.
  local = join(await mkdtemp(join(tmpdir(), 'hostile-local-')), 'secret.txt')
  await writeFile(local, secret, { mode: 0o644 })
  execFileSync('chmod', ['755', join(local, '..')])
  const log = createLog('silent', 'test')
  const store = await openFilesystemStore(folder)
  context = { db: database.db, store, log, lastAttempt: false, signal: new AbortController().signal }
  canary = createServer((req, res) => {
    hits.push(req.url ?? '')
    res.end('x')
  })
  await new Promise<void>(resolve => canary.listen(0, '127.0.0.1', resolve))
  trap = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`
})
afterAll(async () => {
  canary.close()
  await database.drop()
  await rm(folder, { recursive: true, force: true })
  await rm(join(local, '..'), { recursive: true, force: true })
})

const put = (bytes: Buffer, contentType: FileType) => putMediaAsset(context, bytes, { kind: 'document', contentType })
const fileOf = async ({ assetId }: MediaAsset) => {
  const { file, failure } = await context.db.asset.findUniqueOrThrow({ where: { id: assetId } })
  return { file, failure }
}
// What a worker holds itself, beside what it started.
const ownBytes = 200 * 1024 ** 2
/** Makes it, watches the memory of this process and of what it started, and answers how it ended. */
async function make(bytes: Buffer, contentType: FileType) {
  const asset = await put(bytes, contentType)
  const memory = watchRss()
  await makeDocumentRendition(asset, context)
  expect(memory.end() + ownBytes).toBeLessThan(1024 ** 3)
  return asset
}
/** Everything that was made: texts, and the bytes of every rendition. */
async function madeOf({ objectId }: MediaAsset): Promise<string> {
  const texts = await context.db.objectText.findMany({ where: { objectId } })
  const renditions = await context.db.rendition.findMany({ where: { objectId } })
  const bytes = await Promise.all(
    renditions.map(async row => (await buffer(await context.store.get(row.key))).toString('latin1')),
  )
  return [...texts.map(row => row.text), ...bytes].join('\n')
}
// A bomb that still held the machine would keep it for its whole limit, which is minutes. How fast it is, benches say.
const soonMs = 15_000

/** The next job, a plain one: how long until it is done. */
async function nextJobMs(): Promise<number> {
  const asset = await put(await makePdf([`Trang ${Math.random()}`]), 'application/pdf')
  const started = performance.now()
  await makeDocumentRendition(asset, context)
  expect(await fileOf(asset)).toMatchObject({ file: 'ready' })
  return performance.now() - started
}

describe('PDFs that mean harm', () => {
  it('with pages of a hundred kilometres are drawn no larger than others', async () => {
    const pdf = await PDFDocument.create()
    for (let page = 0; page < 4; page += 1) pdf.addPage([14_400_000, 14_400_000])
    const asset = await make(Buffer.from(await pdf.save()), 'application/pdf')
    const widths = await context.db.rendition.findMany({ where: { objectId: asset.objectId } })
    expect(widths.every(row => (row.width ?? 0) <= 1024 && (row.height ?? 0) <= 4096)).toBe(true)
  }, 120_000)

  it('with a hundred thousand pages are read up to the bound', async () => {
    const asset = await make(manyPages(100_000), 'application/pdf')
    expect(await fileOf(asset)).toEqual({ file: 'ready', failure: null })
    const { pageCount } = await context.db.storedObject.findUniqueOrThrow({ where: { id: asset.objectId } })
    expect(pageCount).toBe(100_000)
    expect(await context.db.rendition.count({ where: { objectId: asset.objectId } })).toBe(5)
    expect(await context.db.objectText.count({ where: { objectId: asset.objectId } })).toBeLessThanOrEqual(2000)
  }, 240_000)

  it('whose picture or text swells a thousandfold end with a reason or a picture, and the next job starts at once', async () => {
    for (const bomb of [await swollenPicture(), await swollenText()]) {
      const asset = await make(bomb, 'application/pdf')
      const { file, failure } = await fileOf(asset)
      expect(file === 'ready' || (file === 'failed' && failure !== null)).toBe(true)
    }
    expect(await nextJobMs()).toBeLessThan(soonMs)
  }, 300_000)

  it('that launch programs, run scripts, fetch or carry files only show their pages', async () => {
    const pdf = await PDFDocument.load(await makePdf(['Trang thường']))
    const action = (type: string, more: Record<string, unknown>) =>
      pdf.context.obj({ Type: 'Action', S: type, ...more } as never)
    pdf.catalog.set(PDFName.of('OpenAction'), action('Launch', { F: PDFString.of('/bin/touch'), Win: {} }))
    pdf.catalog.set(
      PDFName.of('AA'),
      pdf.context.obj({
        WC: action('JavaScript', { JS: PDFString.of(`app.launchURL("${trap}")`) }),
        O: action('URI', { URI: PDFString.of(trap) }),
      }),
    )
    await pdf.attach(new TextEncoder().encode(secret), 'virus.exe')
    hits = []
    const asset = await make(Buffer.from(await pdf.save()), 'application/pdf')
    expect(await fileOf(asset)).toEqual({ file: 'ready', failure: null })
    const { renditions } = await context.db.storedObject.findUniqueOrThrow({
      where: { id: asset.objectId },
      include: { renditions: true },
    })
    expect(renditions.every(row => row.contentType === 'image/jpeg')).toBe(true)
    expect(await madeOf(asset)).not.toContain(secret)
    expect(hits).toEqual([])
  }, 120_000)
})

describe(`office documents that mean harm${office}`, () => {
  const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
  const documentXml = (dtd: string, body: string, attributes = '') =>
    `<?xml version="1.0"?>${dtd}<w:document xmlns:w="${word}" ${attributes}><w:body>${body}</w:body></w:document>`
  const field = (code: string) =>
    `<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>${code}</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>kết quả</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>`
  const image = (id: string, target: string) => ({ id, type: 'image', target, external: true })

  const leading: [string, FileType, () => Promise<Buffer>][] = [
    [
      'a DOCX with pictures, fields and a template elsewhere',
      docxType,
      () =>
        makeDocx(
          [
            paragraph('Chữ thường'),
            picture('out', 'link'),
            picture('file', 'link'),
            field(`INCLUDEPICTURE "${trap}/field.png"`),
            field(`INCLUDE<!-- -->TEXT "${local}"`),
            `<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:90pt;height:90pt"><v:imagedata src="${trap}/vml.png"/></v:shape></w:pict></w:r></w:p>`,
          ].join(''),
          [image('out', `${trap}/a.png`), image('file', `file://${local}`)],
          {
            'word/settings.xml': `<w:settings xmlns:w="${word}"/>`,
            'word/_rels/settings.xml.rels': relationships([
              { id: 't', type: 'attachedTemplate', target: `${trap}/t.dotm`, external: true },
            ]),
          },
        ),
    ],
    [
      'a PPTX with pictures elsewhere',
      `${openXml}.presentationml.presentation`,
      async () => makePptx(['Chữ thường', `<a:fld type="x">${trap}</a:fld>`]),
    ],
    [
      'an XLSX that fetches',
      `${openXml}.spreadsheetml.sheet`,
      async () =>
        withPart(await makeXlsx([['Chữ thường']]), 'xl/worksheets/sheet1.xml', xml =>
          xml.replace(
            '</row>',
            `<c r="B1"><f>_xlfn.WEBSERVICE("${trap}/f")</f><v>1</v></c><c r="C1"><f>'file://${local}'#$A.A1</f><v>2</v></c></row>`,
          ),
        ),
    ],
    [
      'an ODT with pictures, sections, scripts elsewhere',
      'application/vnd.oasis.opendocument.text',
      () =>
        makeOdf(
          'text',
          `<office:scripts><office:event-listeners><script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:a?language=Basic"/></office:event-listeners></office:scripts><text:p>Chữ thường<draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="${trap}/odt.png"/></draw:frame><draw:frame svg:width="3cm" svg:height="3cm"><draw:image xlink:href="file://${local}"/></draw:frame></text:p><text:section text:name="s"><text:section-source xlink:href="file://${local}"/><text:p>x</text:p></text:section><text:section text:name="w"><text:section-source xlink:href="${trap}/section"/><text:p>x</text:p></text:section>`,
        ),
    ],
  ]
  it.each(leading)(
    '%s fetch nothing and show no file of the machine',
    async (_what, type, bytes) => {
      hits = []
      const asset = await make(await bytes(), type)
      expect(await fileOf(asset)).toEqual({ file: 'ready', failure: null })
      const made = await madeOf(asset)
      expect(made).toContain('Chữ thường')
      expect(made).not.toContain(secret)
      expect(hits).toEqual([])
    },
    120_000,
  )

  it.each([
    [
      'an entity of a local file in a DOCX',
      docxType,
      () =>
        makeDocx('', [], {
          'word/document.xml': documentXml(`<!DOCTYPE a [<!ENTITY x SYSTEM "file://${local}">]>`, paragraph('&x;')),
        }),
    ],
    [
      'an entity of the network in a DOCX',
      docxType,
      () =>
        makeDocx('', [], {
          'word/document.xml': documentXml(`<!DOCTYPE a SYSTEM "${trap}/x.dtd" [<!ENTITY x "y">]>`, paragraph('&x;')),
        }),
    ],
    [
      'an entity in the sheet of an XLSX',
      `${openXml}.spreadsheetml.sheet`,
      async () =>
        withPart(await makeXlsx([['a']]), 'xl/worksheets/sheet1.xml', xml =>
          xml.replace('?>', `?><!DOCTYPE a [<!ENTITY x SYSTEM "file://${local}">]>`),
        ),
    ],
    [
      'a billion laughs in an ODT',
      'application/vnd.oasis.opendocument.text',
      () => makeOdf('text', '', { 'content.xml': '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>' }),
    ],
    [
      'an entity in UTF-16',
      docxType,
      () =>
        makeDocx('', [], {
          'word/document.xml': Buffer.from(
            `\ufeff${documentXml('<!DOCTYPE a [<!ENTITY x "y">]>', paragraph('&x;'))}`,
            'utf16le',
          ),
        }),
    ],
    [
      'an encoding that hides tags',
      docxType,
      () => makeDocx('', [], { 'word/document.xml': '<?xml version="1.0" encoding="UTF-7"?><a/>' }),
    ],
  ] as [string, FileType, () => Promise<Buffer>][])(
    'refuse %s',
    async (_what, type, bytes) => {
      hits = []
      const asset = await make(await bytes(), type)
      expect(await fileOf(asset)).toEqual({ file: 'failed', failure: 'file-corrupt' })
      expect(await madeOf(asset)).not.toContain(secret)
      expect(hits).toEqual([])
    },
    120_000,
  )

  it('that swell, or have more parts than any document, fail as too large; the next job starts at once', async () => {
    const zeros = Buffer.alloc(64 * 1024 * 1024)
    const bomb = await makeDocx(paragraph('a'), [], { 'word/media/zero.png': zeros })
    const crowd = await makeDocx(
      paragraph('a'),
      [],
      Object.fromEntries(Array.from({ length: 10_001 }, (_, n) => [`word/media/${n}.png`, ''])) as Parts,
    )
    expect(bomb.length).toBeLessThan(1024 * 1024)
    for (const bytes of [bomb, crowd]) {
      const started = performance.now()
      const asset = await make(bytes, docxType)
      expect(await fileOf(asset)).toEqual({ file: 'failed', failure: 'document-too-large' })
      expect(performance.now() - started).toBeLessThan(30_000)
    }
    expect(await nextJobMs()).toBeLessThan(soonMs)
  }, 180_000)

  it('leave nothing in the temporary folder', async () => {
    expect((await readdir(tmpdir())).filter(name => name.startsWith(`hub-work-${process.pid}-`))).toEqual([])
  })
})

/** A PDF whose page tree names the same page a hundred thousand times. */
function manyPages(count: number): Buffer {
  const leaf = 1000
  const objects = ['<</Type/Catalog/Pages 2 0 R>>', '']
  const branches = Math.ceil(count / leaf)
  const pages: string[] = []
  for (let branch = 0; branch < branches; branch += 1) {
    const at = 3 + branch * (leaf + 1)
    pages.push(`${at} 0 R`)
    const kids = Array.from({ length: leaf }, (_, index) => `${at + 1 + index} 0 R`).join(' ')
    objects.push(`<</Type/Pages/Parent 2 0 R/Count ${leaf}/Kids[${kids}]>>`)
    for (let index = 0; index < leaf; index += 1) objects.push(`<</Type/Page/Parent ${at} 0 R/MediaBox[0 0 99 99]>>`)
  }
  objects[1] = `<</Type/Pages/Count ${count}/Kids[${pages.join(' ')}]>>`
  return assemble(objects.map(body => Buffer.from(body)))
}

/** Bytes that are as many times the same piece, deflated without ever being whole. */
function deflated(piece: Buffer, times: number): Promise<Buffer> {
  return buffer(Readable.from(Array.from({ length: times }, () => piece)).pipe(createDeflate()))
}

async function swollenPicture(): Promise<Buffer> {
  const [width, height] = [12_000, 12_000]
  const pixels = await deflated(Buffer.alloc(width * 100), height / 100)
  const draw = Buffer.from('q 595 0 0 842 0 0 cm /I Do Q')
  return assemble([
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Count 1/Kids[3 0 R]>>'),
    Buffer.from('<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</I 5 0 R>>>>/Contents 4 0 R>>'),
    stream('', draw),
    stream(
      `/Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode`,
      pixels,
    ),
  ])
}

async function swollenText(): Promise<Buffer> {
  const page = await deflated(Buffer.from(`BT /F 9 Tf ${'(nui Ba Den) Tj '.repeat(20_000)} ET `), 20)
  return assemble([
    Buffer.from('<</Type/Catalog/Pages 2 0 R>>'),
    Buffer.from('<</Type/Pages/Count 1/Kids[3 0 R]>>'),
    Buffer.from(
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>/Contents 4 0 R>>',
    ),
    stream('/Filter/FlateDecode', page),
  ])
}

function stream(dictionary: string, bytes: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${dictionary}/Length ${bytes.length}>>\nstream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ])
}

function assemble(objects: readonly Buffer[]): Buffer {
  const pieces: Buffer[] = [Buffer.from('%PDF-1.7\n')]
  const offsets: number[] = []
  let at = pieces[0]!.length
  for (const [index, body] of objects.entries()) {
    const piece = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')])
    offsets.push(at)
    at += piece.length
    pieces.push(piece)
  }
  const table = offsets.map(offset => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  pieces.push(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(pieces)
}

/** The package with one part rewritten. */
async function withPart(bytes: Buffer, name: string, change: (xml: string) => string): Promise<Buffer> {
  const zip = await fromBufferPromise(bytes, { lazyEntries: true })
  const parts: Parts = {}
  for await (const entry of zip.eachEntry()) {
    const content = await buffer(await zip.openReadStreamPromise(entry))
    parts[entry.fileName] = entry.fileName === name ? change(content.toString('utf8')) : content
  }
  return zipParts(parts)
}
