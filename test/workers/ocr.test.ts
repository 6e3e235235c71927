import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { PDFDocument } from 'pdf-lib'
import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { PageText } from '#contracts/document'
import type { SearchAnswer } from '#contracts/search'
import { renewWithTools } from '#server/renditions/renew-with-tools'
import { hasTool } from '#workers/renditions/missing-tools'
import { makeBarePath } from '../support/bare-path.ts'
import { makePdf } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const there = hasTool('tesseract')
const why = there ? '' : ' (skipped: Tesseract is not installed, see scripts/setup.sh --ocr)'

/** Pages as a scanner leaves them: pictures of text, no letter in them. Drawn by poppler, as this machine may have no fonts. */
async function scanOf(texts: readonly string[]): Promise<{ pdf: Buffer; picture: Buffer }> {
  const folder = await mkdtemp(join(tmpdir(), 'scan-'))
  try {
    await writeFile(join(folder, 'a.pdf'), await makePdf(texts))
    await promisify(execFile)('pdftoppm', ['-r', '150', '-png', join(folder, 'a.pdf'), join(folder, 'p')])
    const names = (await readdir(folder)).filter(name => name.endsWith('.png')).sort()
    const pictures = await Promise.all(names.map(name => readFile(join(folder, name))))
    const pdf = await PDFDocument.create()
    for (const picture of pictures) {
      const image = await pdf.embedJpg(await sharp(picture).jpeg({ quality: 85 }).toBuffer())
      pdf.addPage([595, 842]).drawImage(image, { x: 0, y: 0, width: 595, height: 842 })
    }
    const picture = await sharp(pictures[0]).jpeg({ quality: 90 }).toBuffer()
    return { pdf: Buffer.from(await pdf.save()), picture }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

let hub: TestHub
let editor: TestClient
beforeAll(async () => {
  hub = await startTestHub({ worker: true, env: { HUB_LIMIT_REQUESTS: '0' } })
  editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
})
afterAll(() => hub.close())
afterEach(() => {
  vi.unstubAllEnvs()
})

const read = async (id: string) => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
const search = async (q: string) =>
  (await editor.get<SearchAnswer>(`/api/v1/search?q=${encodeURIComponent(q)}`)).body.hits
const upload = async (bytes: Buffer, name: string, title: string) => {
  const { body } = await editor.upload(bytes, name, { title, visibility: 'unit' })
  await expect.poll(async () => (await read(body.asset.id)).file, { timeout: 60_000 }).toBe('ready')
  return body.asset.id
}
const isRead = (id: string) =>
  expect.poll(async () => (await read(id)).original?.machineText, { timeout: 90_000 }).toBe(true)

describe.skipIf(!there)(`pictures of text${why}`, () => {
  it('are read page by page, marked as read by a machine, and found with their page', async () => {
    const { pdf } = await scanOf(['Quyết định của Ủy ban nhân dân', 'Khoản hai', 'Khoản ba', 'Thủy lợi hồ Dầu Tiếng'])
    const id = await upload(pdf, 'quet.pdf', 'Văn bản quét')
    await isRead(id)
    await expect
      .poll(
        async () =>
          (await search('thủy lợi Dầu Tiếng')).map(hit => [hit.id, hit.highlight.page, hit.highlight.machine]),
        {
          timeout: 90_000,
        },
      )
      .toEqual([[id, 4, true]])
    const page = (await editor.get<PageText>(`/api/v1/assets/${id}/pages/4/text`)).body
    expect(page).toMatchObject({ page: 4, machine: true })
    expect(page.text).toContain('Thủy lợi hồ Dầu Tiếng')
  }, 240_000)

  it('weigh less than what people wrote: a title with the word stands first', async () => {
    const { pdf } = await scanOf(['Bánh tráng phơi sương Trảng Bàng'])
    const scan = await upload(pdf, 'quet.pdf', 'Một văn bản khác')
    await isRead(scan)
    const named = await upload(await makePdf(['nội dung']), 'b.pdf', 'Bánh tráng phơi sương')
    await expect
      .poll(async () => (await search('bánh tráng phơi sương')).map(hit => hit.id), { timeout: 60_000 })
      .toEqual([named, scan])
  }, 240_000)

  it('are read in photos too; a photo without text keeps none', async () => {
    const { picture } = await scanOf(['Khu du lịch quốc gia núi Bà Đen'])
    const noise = await sharp({
      create: {
        width: 1200,
        height: 800,
        channels: 3,
        background: '#466',
        noise: { type: 'gaussian', mean: 120, sigma: 30 },
      },
    })
      .jpeg()
      .toBuffer()
    const [sign, plain] = [await upload(picture, 'bang.jpg', 'Bảng'), await upload(noise, 'la.jpg', 'Lá')]
    await isRead(sign)
    const { db } = hub.deps
    const stateOf = async (assetId: string) => {
      const version = await db.assetVersion.findFirstOrThrow({ where: { assetId } })
      return (await db.ocrRun.findUnique({ where: { versionId: version.id } }))?.state
    }
    await expect.poll(() => stateOf(plain), { timeout: 90_000 }).toBe('read')
    expect((await read(plain)).original?.machineText).toBe(false)
  }, 240_000)

  it('are made up for when Tesseract comes later; without it nothing waits and nothing fails', async () => {
    const path = await makeBarePath()
    const { pdf } = await scanOf(['Vườn quốc gia Lò Gò Xa Mát'])
    vi.stubEnv('PATH', path)
    const id = await upload(pdf, 'quet.pdf', 'Chưa đọc')
    await hub.idle()
    expect(await hub.deps.db.ocrRun.count({ where: { state: 'waiting' } })).toBe(0)
    vi.unstubAllEnvs()
    await rm(path, { recursive: true })
    await renewWithTools(hub.deps.db, { office: false, ocr: true })
    await isRead(id)
  }, 240_000)
})
