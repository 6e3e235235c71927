import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { appendFile, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { SearchAnswer } from '#contracts/search'
import { PurgesHeld, purgeLock, purgeObject } from '#server/assets/purge-object'
import { readConfig } from '#server/platform/config'
import { openDb, transaction } from '#server/platform/db'
import { freePort } from '#server/platform/embedded-postgres'
import { newId } from '#server/platform/new-id'
import { type RunningHub, startHub } from '../../scripts/start-hub.ts'
import { makeJpeg, makePdf } from '../support/media.ts'
import { type TestClient, testClient } from '../support/test-client.ts'

const password = 'mot-mat-khau-thu-nghiem-dai'
const passphrase = 'câu mở bản sao lưu của tỉnh'

/** A hub of real processes: embedded Postgres with people, files and jobs; its backup; two other machines that take it over. */
describe('a backup', { timeout: 180_000 }, () => {
  let dir: string
  let source: Record<string, string>
  let hub: RunningHub
  let admin: TestClient
  let photo: Asset
  let original: Buffer
  let managed: { url: string; drop(): Promise<void> }

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-backup-'))
    source = await machine('source')
    hub = await startHub(readConfig(source), source)
    admin = await testClient(hub.url).signIn('admin@hub.test', password)
    original = await makeJpeg({ width: 640, height: 480 })
    photo = (await admin.upload(original, 'Núi Bà Đen.jpg', { title: 'Núi Bà Đen lúc bình minh' })).body.asset
    await admin.upload(await makePdf(['Một trang văn bản']), 'tờ rơi.pdf', { title: 'Tờ rơi du lịch' })
    await vi.waitFor(async () => expect(await files(admin)).toEqual(['ready', 'ready']), {
      timeout: 60_000,
      interval: 300,
    })
    managed = await emptyDatabase()
  }, 180_000)
  afterAll(async () => {
    await hub.stop()
    await managed.drop()
    await rm(dir, { recursive: true, force: true })
  })

  /** The environment of a machine of its own. */
  async function machine(name: string, more: Record<string, string> = {}): Promise<Record<string, string>> {
    return {
      PATH: process.env.PATH ?? '',
      HUB_DATA_DIR: join(dir, name),
      HUB_PORT: String(await freePort()),
      HUB_LOG_LEVEL: 'silent',
      HUB_ADMIN_EMAIL: 'admin@hub.test',
      HUB_ADMIN_PASSWORD: password,
      HUB_BACKUP_PASSPHRASE: passphrase,
      ...more,
    }
  }
  const copies = () => join(dir, 'copies')
  const newest = async (folder: string) =>
    join(folder, 'snapshots', (await readdir(join(folder, 'snapshots'))).sort().at(-1)!)

  it('is taken of a hub that runs, with every object, and proves itself', async () => {
    const first = await hubctl(source, 'backup', copies())
    expect(first.text).toMatch(/objects: [1-9]\d* copied/)
    expect(first.code).toBe(0)
    const second = await hubctl(source, 'backup', copies())
    expect(second.text).toMatch(/objects: 0 copied \(0 bytes\), [1-9]\d* were there/)
    expect(await hubctl(source, 'backup', 'verify', copies())).toMatchObject({
      code: 0,
      text: expect.stringMatching(/ 0 bad/),
    })
  })

  it('holds no secret in the clear', async () => {
    const secret = (await readFile(join(dir, 'source', 'secrets', 'session-secret'), 'utf8')).trim()
    const folder = await newest(copies())
    for (const name of await readdir(folder)) expect((await readFile(join(folder, name))).includes(secret)).toBe(false)
  })

  it('is refused without a passphrase, and opened by no other', async () => {
    expect(await hubctl({ ...source, HUB_BACKUP_PASSPHRASE: '' }, 'backup', copies())).toMatchObject({ code: 1 })
    const other = await hubctl({ ...source, HUB_BACKUP_PASSPHRASE: 'một câu khác hẳn' }, 'backup', 'verify', copies())
    expect(other).toMatchObject({ code: 1, text: expect.stringContaining('passphrase') })
  })

  it('is restored into no hub that has people', async () => {
    await hub.stop()
    const answer = await hubctl(source, 'restore', copies())
    hub = await startHub(readConfig(source), source)
    expect(answer).toMatchObject({ code: 1, text: expect.stringContaining('already has people') })
  })

  it('moves an embedded hub to a managed Postgres on another machine', async () => {
    const env = await machine('second', { DATABASE_URL: managed.url })
    expect(await hubctl(env, 'restore', copies())).toMatchObject({ code: 0 })
    await sameHub(env)
    expect(await hubctl(env, 'verify')).toMatchObject({ code: 0, text: expect.stringContaining('the chain holds') })
    await hubctl(env, 'backup', join(dir, 'second-copies'))
  })

  it('comes back on an empty machine, also after a restore that was killed in the middle', async () => {
    const env = await machine('third')
    const cut = await killedAt(env, /objects: \d+ of/, 'restore', join(dir, 'second-copies'))
    expect(cut).toBe('SIGKILL')
    // Killed a little later, it leaves half a secret.
    await mkdir(join(dir, 'third', 'secrets'), { recursive: true, mode: 0o700 })
    await writeFile(join(dir, 'third', 'secrets', 'session-secret.0123456789ab.tmp'), 'half')
    const again = await hubctl(env, 'restore', join(dir, 'second-copies'))
    expect(again, again.text).toMatchObject({ code: 0 })
    await sameHub(env)
  })

  it('names the object whose byte was flipped, and refuses rows that are not what was written', async () => {
    const key = (await readFile(join(await newest(copies()), 'objects.tsv'), 'utf8')).split('\t')[0]!
    const bytes = await readFile(join(copies(), key))
    await writeFile(
      join(copies(), key),
      bytes.map((byte, at) => (at === 9 ? byte ^ 1 : byte)),
    )
    expect(await hubctl(source, 'backup', 'verify', copies())).toMatchObject({
      code: 1,
      text: expect.stringContaining(key),
    })
    await appendFile(join(await newest(copies()), 'public.person.copy.gz'), 'x')
    const env = await machine('fourth')
    expect(await hubctl(env, 'restore', copies())).toMatchObject({
      code: 1,
      text: expect.stringContaining('public.person.copy.gz'),
    })
    expect(await readdir(join(dir, 'fourth')).catch(() => [])).not.toContain('secrets')
  })

  it('holds purges back while it runs', async () => {
    const { db, pool } = openDb(managed.url, { max: 2, name: 'test' })
    const holder = await pool.connect()
    await holder.query('select pg_advisory_lock(hashtext($1))', [purgeLock])
    const purge = () => transaction(db, tx => purgeObject(tx, newId()))
    await expect(purge()).rejects.toThrow(PurgesHeld)
    await holder.query('select pg_advisory_unlock(hashtext($1))', [purgeLock])
    expect(await purge()).toEqual([])
    holder.release()
    await db.$disconnect()
    await pool.end()
  })

  /** Starts a hub there: the same people, items, bytes and search; then stops it. */
  async function sameHub(env: Record<string, string>): Promise<void> {
    const other = await startHub(readConfig(env), env)
    try {
      const client = await testClient(other.url).signIn('admin@hub.test', password)
      const before = (await admin.get<{ asset: Asset }>(`/api/v1/assets/${photo.id}`)).body.asset
      const after = (await client.get<{ asset: Asset }>(`/api/v1/assets/${photo.id}`)).body.asset
      expect({ ...after, may: null }).toEqual({ ...before, may: null })
      const got = await client.bytes(`/api/v1/assets/${photo.id}/original`)
      expect(digest(got.bytes)).toBe(digest(original))
      const found = await client.get<{ total: number }>('/api/v1/search?q=nui ba den')
      expect(found.body.total).toBe(1)
      const there = await files(client)
      // Its queue works: what comes in there is made ready there.
      await client.upload(await makeJpeg({ width: 320, height: 200 }), 'mới.jpg', { title: 'Ảnh mới' })
      await expect.poll(() => files(client), { timeout: 60_000 }).toEqual([...there, 'ready'])
    } finally {
      await other.stop()
    }
  }
})

async function files(client: TestClient): Promise<string[]> {
  const { body } = await client.get<SearchAnswer>('/api/v1/search?limit=50')
  return body.hits.map(({ file }) => file)
}

const digest = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

function run(env: Record<string, string>, words: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'scripts/hubctl.ts', ...words], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

function hubctl(env: Record<string, string>, ...words: string[]): Promise<{ code: number | null; text: string }> {
  const child = run(env, words)
  let text = ''
  for (const stream of [child.stdout!, child.stderr!])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part
    })
  return new Promise((resolve, reject) => child.once('error', reject).once('close', code => resolve({ code, text })))
}

function killedAt(env: Record<string, string>, line: RegExp, ...words: string[]): Promise<NodeJS.Signals | null> {
  const child = run(env, words)
  let text = ''
  child.stdout!.setEncoding('utf8').on('data', (part: string) => {
    text += part
    if (line.test(text)) child.kill('SIGKILL')
  })
  return new Promise((resolve, reject) => child.once('error', reject).once('close', (_code, signal) => resolve(signal)))
}

async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const { ownerUrl } = inject('cluster')
  const name = `hub_managed_${process.pid}`
  const asOwner = async (sql: string) => {
    const client = new pg.Client({ connectionString: ownerUrl })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  await asOwner(`create database ${name}`)
  return {
    url: Object.assign(new URL(ownerUrl), { pathname: `/${name}` }).href,
    drop: () => asOwner(`drop database if exists ${name} with (force)`),
  }
}
