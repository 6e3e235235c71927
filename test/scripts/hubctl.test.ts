import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '#server/platform/config'
import { freePort } from '#server/platform/embedded-postgres'
import { type RunningHub, startHub } from '../../scripts/start-hub.ts'
import { type TestClient, testClient } from '../support/test-client.ts'

const password = 'mot-mat-khau-thu-nghiem-dai'

/** The command as an operator runs it, in a process of its own, beside a hub with its embedded database and without one. */
describe('hubctl', () => {
  let dir: string
  let dataDir: string
  let env: Record<string, string>
  let hub: RunningHub | null = null
  let admin: TestClient
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-ctl-'))
    dataDir = join(dir, 'data')
    env = {
      HUB_DATA_DIR: dataDir,
      HUB_PORT: String(await freePort()),
      HUB_LOG_LEVEL: 'silent',
      HUB_ADMIN_EMAIL: 'admin@hub.test',
      HUB_ADMIN_PASSWORD: password,
    }
    hub = await startHub(readConfig(env), { PATH: process.env.PATH, ...env })
    admin = await testClient(hub.url).signIn('admin@hub.test', password)
    for (const name of ['lan', 'hai']) await addPerson(name)
  }, 120_000)
  afterAll(async () => {
    await hub?.stop()
    await rm(dir, { recursive: true, force: true })
  })

  const addPerson = async (name: string) => {
    const draft = { email: `${name}@hub.test`, name, password, memberships: [{ unit: 'bao', role: 'editor' }] }
    expect((await admin.post('/api/v1/people', draft)).status).toBe(201)
    const person = await testClient(admin.url).signIn(`${name}@hub.test`, password)
    expect((await person.post('/api/v1/articles', { title: `Bài của ${name}`, html: '<p>x</p>' })).status).toBe(201)
  }
  const hubctl = (words: string[], over: Record<string, string> = {}) =>
    new Promise<{ code: number; out: string; err: string }>(resolve => {
      const args = ['--import', 'tsx', 'scripts/hubctl.ts', ...words]
      execFile(process.execPath, args, { env: { PATH: process.env.PATH, ...env, ...over } }, (error, out, err) =>
        resolve({ code: error ? Number(error.code) : 0, out, err }),
      )
    })
  /** Proves the chain once nothing waits any more: the worker links what the last act left. */
  const proved = async () => {
    for (let tries = 0; ; tries++) {
      const answer = await hubctl(['verify'])
      if (/not linked yet: 0/.test(answer.out) || tries > 20) return answer
    }
  }
  const headOf = (out: string) => /^head: (\d+:[0-9a-f]{64})/m.exec(out)?.[1] ?? ''
  const clusterRuns = () => existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))

  describe('beside a hub that runs', () => {
    it('proves the chain, and that a head noted earlier is still in it', async () => {
      const first = await proved()
      expect(first).toMatchObject({ code: 0, err: '' })
      expect(first.out).toMatch(/links proved: [1-9]\d*, of which 0[\s\S]*the chain holds/)
      expect(await hubctl(['verify', headOf(first.out)])).toMatchObject({ code: 0 })
      const foreign = await hubctl(['verify', `1:${'0'.repeat(64)}`])
      expect(foreign).toMatchObject({ code: 1, err: expect.stringContaining('is not in the chain') })
    }, 60_000)

    it('writes a person’s data to a new file that its owner alone reads, and over no other', async () => {
      const file = join(dir, 'lan.json')
      expect(await hubctl(['person', 'export', 'Lan@hub.test', file])).toMatchObject({ code: 0, err: '' })
      expect((await stat(file)).mode & 0o777).toBe(0o600)
      const data = JSON.parse(await readFile(file, 'utf8'))
      expect(data.person).toMatchObject({ email: 'lan@hub.test', name: 'lan' })
      expect(data.rows.membership).toHaveLength(1)
      expect(data.acts.map((entry: { act: string }) => entry.act)).toContain('article.create')
      const again = await hubctl(['person', 'export', 'lan@hub.test', file])
      expect(again).toMatchObject({ code: 1, err: expect.stringContaining('it is there already') })
      expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(data)
    }, 60_000)

    it('erases a person while their acts and the chain stay', async () => {
      const person = await testClient(admin.url).signIn('hai@hub.test', password)
      expect(await hubctl(['person', 'erase', 'hai@hub.test'])).toMatchObject({ code: 0, err: '' })
      expect((await person.get('/api/v1/me')).status).toBe(401)
      const after = await proved()
      expect(after).toMatchObject({ code: 0 })
      expect(after.out).toMatch(/of which [1-9]\d* speak of people who were erased/)
      const gone = await hubctl(['person', 'erase', 'hai@hub.test'])
      expect(gone).toMatchObject({ code: 1, err: 'hubctl: nobody has this address\n' })
      const last = await hubctl(['person', 'erase', 'admin@hub.test'])
      expect(last).toMatchObject({ code: 1, err: 'hubctl: the last administrator cannot be erased\n' })
    }, 60_000)

    it('leaves the hub and its database running', async () => {
      expect((await admin.get('/api/v1/me')).status).toBe(200)
      expect(clusterRuns()).toBe(true)
    })
  })

  describe('beside a hub that has stopped', () => {
    beforeAll(async () => {
      await hub?.stop()
      hub = null
    }, 60_000)

    it('starts the database for as long as it needs it', async () => {
      expect(clusterRuns()).toBe(false)
      expect(await hubctl(['verify'])).toMatchObject({ code: 0, err: '', out: expect.stringContaining('chain holds') })
      const file = join(dir, 'lan-2.json')
      expect(await hubctl(['person', 'export', 'lan@hub.test', file])).toMatchObject({ code: 0, err: '' })
      expect(await hubctl(['person', 'erase', 'lan@hub.test'])).toMatchObject({ code: 0, err: '' })
      expect(clusterRuns()).toBe(false)
    }, 60_000)

    it('finds what somebody changed who owns the database', async () => {
      hub = await startHub(readConfig(env), { PATH: process.env.PATH, ...env })
      await proved()
      const client = new pg.Client({ connectionString: hub.ownerUrl })
      await client.connect()
      await client.query(`alter table audit_entry disable trigger user`)
      await client.query(`update audit_entry set act = 'article.edit' where act = 'article.create'`)
      await client.end()
      expect(await hubctl(['verify'])).toMatchObject({ code: 1, err: expect.stringMatching(/^BROKEN at link \d+/) })
    }, 120_000)
  })

  it('makes nothing where there is no hub, says so where none can be reached, and shows how it is used', async () => {
    const nowhere = join(dir, 'nowhere')
    const wrong = await hubctl(['verify'], { HUB_DATA_DIR: nowhere })
    expect(wrong).toMatchObject({
      code: 1,
      err: `hubctl: there is no hub in ${nowhere}: name its folder in HUB_DATA_DIR\n`,
    })
    expect(existsSync(nowhere)).toBe(false)
    const away = await hubctl(['verify'], { DATABASE_URL: 'postgresql://x:y@127.0.0.1:9/x' })
    expect(away).toMatchObject({ code: 1, err: expect.stringMatching(/^hubctl: cannot reach the database: [^\n]+\n$/) })
    expect(await hubctl(['person', 'erase'])).toMatchObject({ code: 2, err: expect.stringMatching(/^usage:/) })
  }, 60_000)
})
