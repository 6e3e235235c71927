import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { importFile } from '#server/bulk/import-file'
import { tryFile } from '#server/bulk/try-file'
import { runHubctl, startHubctl } from '../support/hubctl-run.ts'
import { makeXlsx } from '../support/make-xlsx.ts'
import { makeJpeg } from '../support/media.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** How many rows the large sheet has, and the folder files: CI sends 100,000. */
const rows = Number(process.env.IMPORT_TEST_ROWS ?? 2_000)

describe('hubctl import', () => {
  let hub: TestHub
  let dir: string
  let email: string
  let personId: string
  let jpeg: Buffer
  beforeAll(async () => {
    hub = await startTestHub()
    dir = await mkdtemp(join(tmpdir(), 'hub-import-hard-'))
    personId = (await hub.person('Người nhập', { memberships: [{ unit: 'bao', role: 'contributor' }] })).personId
    email = (await hub.deps.db.person.findUniqueOrThrow({ where: { id: personId } })).email
    jpeg = await makeJpeg({ width: 40, height: 30 })
  }, 60_000)
  afterAll(async () => {
    await hub.close()
    await rm(dir, { recursive: true, force: true })
  })

  let made = 0
  /** A picture unlike every other: what stands behind the end of a JPEG is not looked at. */
  const photo = (padding = 0) => Buffer.concat([jpeg, Buffer.from(`${made++}`), Buffer.alloc(padding, 7)])
  const folder = async (name: string, files: Record<string, Buffer>) => {
    for (const [path, bytes] of Object.entries(files)) {
      await mkdir(join(dir, name, path, '..'), { recursive: true })
      await writeFile(join(dir, name, path), bytes)
    }
    return join(dir, name)
  }
  const titles = async () => (await hub.deps.db.asset.findMany({ select: { title: true } })).map(each => each.title)

  it('tries a large folder and a sheet of as many rows, says of each what would become of it, and stays small', async () => {
    const root = join(dir, 'trăm nghìn')
    const lines = ['Tệp;Tiêu đề;Ngày;Từ khóa']
    for (let at = 0; at < rows; at += 1000) {
      await mkdir(join(root, `${at}`), { recursive: true })
      await Promise.all(
        Array.from({ length: Math.min(1000, rows - at) }, (_, n) =>
          writeFile(join(root, `${at}`, `${at + n}.jpg`), photo()),
        ),
      )
      for (let n = 0; n < Math.min(1000, rows - at); n++)
        // Every thousandth day does not exist.
        lines.push(`${at}/${at + n}.jpg;Ảnh số ${at + n};${n === 999 ? '31/02/2026' : '05/02/2026'};lễ hội, xuân`)
    }
    const sheet = join(dir, 'tram-nghin.csv')
    await writeFile(sheet, `\ufeff${lines.join('\r\n')}\r\n`)
    const report = join(dir, 'tram-nghin-bao-cao.csv')
    const began = Date.now()
    const run = await runHubctl(
      hub,
      ...['import', root, '--as', email, '--sheet', sheet, '--report', report, '--dry-run'],
    )
    const seconds = (Date.now() - began) / 1000
    console.log(`import: ${rows} rows tried in ${seconds.toFixed(1)} s, peak ${(run.peakBytes / 1e6).toFixed(0)} MB`)
    const wrong = Math.floor(rows / 1000)
    expect(run).toMatchObject({ code: wrong > 0 ? 1 : 0, err: '' })
    expect(run.out).toContain(`ok: ${rows - wrong}\n`)
    expect(run.out).toContain(`wrong-row: ${wrong}\n`)
    const said = (await readFile(report, 'utf8')).trimEnd().split('\n')
    expect(said.length).toBe(rows + 1)
    expect(new Set(said).size).toBe(rows + 1)
    expect(run.peakBytes).toBeLessThan(600_000_000)
    expect(await titles()).toEqual([])
    await rm(root, { recursive: true })
  }, 1_800_000)

  it('leaves a file that somebody still writes with the reason, takes the rest, and takes it when it stands still', async () => {
    const root = await folder('đang ghi', { 'dang-ghi.jpg': photo(30_000_000), 'xong.jpg': photo() })
    const growing = join(root, 'dang-ghi.jpg')
    const report = join(dir, 'dang-ghi.csv')
    const words = ['import', root, '--as', email, '--report', report]
    for (const [extra, fine] of [[['--dry-run'], 'ok: 1\n'] as const, [[], 'taken: 1\n'] as const]) {
      const run = startHubctl(hub, [...words, ...extra])
      let running = true
      const over = run.ended.finally(() => {
        running = false
      })
      // As a camera's card is copied: a piece, and another.
      while (running) {
        await appendFile(growing, 'x')
        await new Promise(resolve => setImmediate(resolve))
      }
      expect(await over).toMatchObject({ code: 1, out: expect.stringContaining(fine) })
      expect(await readFile(report, 'utf8')).toMatch(/"dang-ghi\.jpg","","không nhận","changed-meanwhile"/)
    }
    expect(await titles()).toEqual(['xong'])
    expect(await runHubctl(hub, ...words)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/taken: 1\nalready: 1\n/),
    })
    expect((await titles()).sort()).toEqual(['dang-ghi', 'xong'])
  }, 120_000)

  it('tells of a file that was there at the dry run and is gone at the run, by its row, and goes on with the rest', async () => {
    const root = await folder('biến mất', { 'con.jpg': photo(), 'mat.jpg': photo() })
    const sheet = join(dir, 'bien-mat.csv')
    await writeFile(sheet, 'Tệp,Tiêu đề\ncon.jpg,Còn lại\nmat.jpg,Đã mất\n')
    const report = join(dir, 'bien-mat-bao-cao.csv')
    const words = ['import', root, '--as', email, '--sheet', sheet, '--report', report]
    expect(await runHubctl(hub, ...words, '--dry-run')).toMatchObject({
      code: 0,
      out: expect.stringContaining('ok: 2\n'),
    })
    await rm(join(root, 'mat.jpg'))
    const run = await runHubctl(hub, ...words)
    expect(run).toMatchObject({ code: 1, out: expect.stringMatching(/taken: 1\n[\s\S]*no-file: 1\n?$/) })
    expect(await readFile(report, 'utf8')).toContain('"mat.jpg","3","không có tệp"')
    expect(await titles()).toContain('Còn lại')
    // Between the listing and the opening of a file there is a moment too.
    const wish = { root, path: 'mat.jpg', personId, metadata: {} }
    for (const take of [tryFile, importFile])
      await expect(take(hub.deps, wish)).rejects.toMatchObject({ key: 'not-found' })
  }, 120_000)

  it('reads an XLSX and the names of columns that --map gives, and says which columns it does not know', async () => {
    const root = await folder('bảng tính', { 'Núi Bà/an.jpg': photo(), 'Núi Bà/chua.jpg': photo() })
    const sheet = join(dir, 'bang-ke.xlsx')
    const table = [
      ['Ảnh số', 'Tên gọi', 'Hôm nào', 'Ghi chú nội bộ', 'Màu sắc'],
      ['Núi Bà\\an.jpg', 'Cáp treo Ễnh Ương', new Date(Date.UTC(2026, 1, 5)), 'mật', 'đỏ'],
      ['chua.jpg', 'Chùa Bà', '06/02/2026', 'mật', 'vàng'],
    ] as const
    await writeFile(sheet, await makeXlsx(table))
    const map = join(dir, 'cot.json')
    const columns = { 'Ảnh số': 'file', 'tên GỌI': 'title', 'Hôm nào': 'date', 'Ghi chú nội bộ': null }
    await writeFile(map, JSON.stringify(columns))
    const words = ['import', root, '--as', email, '--sheet', sheet]
    expect(await runHubctl(hub, ...words)).toMatchObject({ code: 1, err: expect.stringContaining('tên tệp') })
    const run = await runHubctl(hub, ...words, '--map', map)
    expect(run).toMatchObject({ code: 0, out: expect.stringContaining('taken: 2\n') })
    expect(run.err).toContain('Màu sắc')
    expect(run.err).not.toContain('Ghi chú nội bộ')
    const made = await hub.deps.db.asset.findMany({ where: { title: { in: ['Cáp treo Ễnh Ương', 'Chùa Bà'] } } })
    expect(made.map(each => [each.title, each.date.toISOString().slice(0, 10)]).sort()).toEqual([
      ['Chùa Bà', '2026-02-06'],
      ['Cáp treo Ễnh Ương', '2026-02-05'],
    ])
    await writeFile(map, JSON.stringify({ 'Ảnh số': 'tệp' }))
    expect(await runHubctl(hub, ...words, '--map', map)).toMatchObject({
      code: 1,
      err: expect.stringContaining('column'),
    })
    // The same words again take nothing.
    await writeFile(map, JSON.stringify(columns))
    const again = await runHubctl(hub, ...words, '--map', map)
    expect(again).toMatchObject({ code: 0, out: expect.stringMatching(/taken: 0\nalready: 2\n/) })
  }, 120_000)
})
