import { execFile, spawn } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { watchFolder } from '#server/bulk/watch-folder'
import { readConfig } from '#server/platform/config'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const photo = (number: number) =>
  sharp({ create: { width: 33, height: 20, channels: 3, background: { r: number, g: 90, b: 120 } } })
    .png()
    .toBuffer()

describe('files of a folder on the server', () => {
  let hub: TestHub
  let dir: string
  let email: string
  let env: Record<string, string | undefined>
  beforeAll(async () => {
    hub = await startTestHub()
    dir = await mkdtemp(join(tmpdir(), 'hub-import-'))
    const person = await hub.person('Người nhập', { memberships: [{ unit: 'bao', role: 'contributor' }] })
    email = (await hub.deps.db.person.findUniqueOrThrow({ where: { id: person.personId } })).email
    const { database, dataDir } = hub.deps.config
    if (database.kind !== 'server') throw new Error('no database')
    env = {
      PATH: process.env.PATH,
      HUB_DATA_DIR: dataDir,
      HUB_LOG_LEVEL: 'silent',
      DATABASE_URL: database.ownerUrl,
      DATABASE_APP_URL: database.appUrl ?? '',
    }
  }, 60_000)
  afterAll(async () => {
    await hub.close()
    await rm(dir, { recursive: true, force: true })
  })

  const command = (words: string[]) => ['--import', 'tsx', 'scripts/hubctl.ts', 'import', ...words]
  const importFolder = (...words: string[]) =>
    new Promise<{ code: number; out: string; err: string }>(resolve => {
      execFile(process.execPath, command(words), { env }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
    })
  const assets = () => hub.deps.db.asset.count()
  const folder = async (name: string, files: Record<string, Buffer | string>) => {
    for (const [path, bytes] of Object.entries(files)) {
      await mkdir(join(dir, name, path, '..'), { recursive: true })
      await writeFile(join(dir, name, path), bytes)
    }
    return join(dir, name)
  }

  it('says row by row what would happen without changing anything, then takes in what is right, once', async () => {
    const sheet =
      '\ufeffTên tệp;Tiêu đề;Ngày;Chủ đề\r\nan.png;Ảnh thứ nhất;05/02/2026;Du lịch\r\nsai.png;Sai ngày;31/02/2026;\r\nan.png;Lần nữa;;\r\nmat.png;Không có;;\r\n'
    const at = await folder('lo-1', { 'con/an.png': await photo(1), 'sai.png': await photo(2), 'x.txt': 'x' })
    await symlink('/etc/passwd', join(at, 'lien-ket.png'))
    const csv = join(dir, 'bang-ke.csv')
    await writeFile(csv, sheet)
    const report = join(dir, 'bao-cao.csv')
    const words = [at, '--as', email, '--sheet', csv, '--report', report]
    const before = await assets()
    expect(await importFolder(...words, '--dry-run')).toMatchObject({ code: 1, err: '' })
    expect(await assets()).toBe(before)
    const said = await readFile(report, 'utf8')
    for (const line of [
      '"con/an.png","2","nhập được"',
      '"sai.png","3","dòng sai"',
      '"an.png","4","dòng trùng',
      '"mat.png","5","không có tệp"',
      '"x.txt","","không nhận","unsupported-type"',
      '"lien-ket.png","","không nhận"',
    ])
      expect(said).toContain(line)
    expect(await importFolder(...words)).toMatchObject({ code: 1, out: expect.stringContaining('taken: 1\n') })
    const made = await hub.deps.db.asset.findFirstOrThrow({ where: { title: 'Ảnh thứ nhất' } })
    expect(made.date.toISOString()).toMatch(/^2026-02-05/)
    expect(await importFolder(...words)).toMatchObject({ out: expect.stringMatching(/taken: 0\nalready: 1\n/) })
    expect(await assets()).toBe(before + 1)
  }, 120_000)

  it('goes on where a kill -9 left it, and takes no file twice', async () => {
    const count = 40
    const files = await Promise.all(
      Array.from({ length: count }, async (_, at) => [`${at}.png`, await photo(100 + at)]),
    )
    const at = await folder('lo-2', Object.fromEntries(files))
    const before = await assets()
    const child = spawn(process.execPath, command([at, '--as', email]), { env: env as NodeJS.ProcessEnv })
    const gone = new Promise(resolve => child.once('exit', (_code, signal) => resolve(signal)))
    await expect.poll(assets, { timeout: 30_000, interval: 5 }).toBeGreaterThan(before)
    child.kill('SIGKILL')
    expect(await gone).toBe('SIGKILL')
    expect(await assets()).toBeLessThan(before + count)
    expect(await importFolder(at, '--as', email)).toMatchObject({ code: 0 })
    expect(await assets()).toBe(before + count)
  }, 120_000)

  it('refuses a sheet that is not UTF-8 with the way out, and a person whom nobody knows', async () => {
    const at = await folder('lo-3', { 'a.png': await photo(3) })
    const csv = join(dir, 'latin.csv')
    await writeFile(csv, Buffer.from([0x54, 0xea, 0x70, 0x0a]))
    expect(await importFolder(at, '--as', email, '--sheet', csv)).toMatchObject({
      code: 1,
      err: expect.stringContaining('UTF-8'),
    })
    expect(await importFolder(at, '--as', 'ai@hub.test')).toMatchObject({
      code: 1,
      err: expect.stringContaining('nobody'),
    })
  }, 60_000)

  it('are taken from the watched folder once they stand still, with their sidecar, and refused ones get a reason', async () => {
    const at = await folder('theo-doi', {
      'cho.png': await photo(7),
      'cho.png.json': JSON.stringify({ title: 'Có mô tả' }),
      'hong.txt': 'không phải ảnh',
    })
    const watch = { HUB_WATCH_DIR: at, HUB_WATCH_PERSON: email, HUB_WATCH_SETTLE_SECONDS: '0.1' }
    const config = readConfig({ ...env, ...watch })
    await watchFolder({ ...hub.deps, config, signal: new AbortController().signal })
    expect((await readdir(join(at, 'done'))).sort()).toEqual(['cho.png', 'cho.png.json'])
    expect((await readdir(join(at, 'refused'))).sort()).toEqual(['hong.txt', 'hong.txt.txt'])
    expect(await readFile(join(at, 'refused/hong.txt.txt'), 'utf8')).toContain('Kho không nhận loại tệp này')
    expect(await hub.deps.db.asset.count({ where: { title: 'Có mô tả' } })).toBe(1)
  }, 60_000)
})
