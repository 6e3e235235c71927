import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import writeExcel from 'write-excel-file/node'
import { importFile } from '#server/bulk/import-file'
import { tryFile } from '#server/bulk/try-file'
import { runHubctl, startHubctl } from '../support/hubctl-run.ts'
import { makeJpeg } from '../support/media.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** How many rows the large sheet has, and the folder files. */
const rows = Number(process.env.IMPORT_TEST_ROWS ?? 100_000)

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

  it('tries a folder and a sheet of 100,000 rows, says of each what would become of it, and stays small', async () => {
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
  }, 900_000)
})
