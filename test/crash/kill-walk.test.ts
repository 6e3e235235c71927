import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Delivery } from '#contracts/delivery'
import type { SearchAnswer } from '#contracts/search'
import { readConfig } from '#server/platform/config'
import { freePort } from '#server/platform/embedded-postgres'
import { openStore } from '#server/storage/open-store'
import { cachedKeys } from '../../scripts/portal-receiver/cached-keys.ts'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { type RunningHub, startHub } from '../../scripts/start-hub.ts'
import { makeJpeg } from '../support/media.ts'
import { type TestClient, testClient } from '../support/test-client.ts'

const password = 'mot-mat-khau-thu-nghiem-dai'

/**
 * The walk of an upload (docs/architecture.md) with real processes that are killed at its steps. A lock on the table that a step
 * writes holds the process exactly there; then kill -9, then the lock goes.
 */
describe('a kill -9', () => {
  let dir: string
  let hub: RunningHub
  let portal: PortalReceiver
  let admin: TestClient
  let sql: pg.Client
  let env: Record<string, string>
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-kill-'))
    const [port, portalPort] = [await freePort(), await freePort()]
    env = {
      HUB_DATA_DIR: join(dir, 'data'),
      HUB_PORT: String(port),
      HUB_LOG_LEVEL: 'silent',
      HUB_ADMIN_EMAIL: 'admin@hub.test',
      HUB_ADMIN_PASSWORD: password,
      HUB_OUTBOUND_ALLOW: `127.0.0.1/32:${portalPort}`,
    }
    await start()
    portal = await startPortalReceiver({
      dir: join(dir, 'portal'),
      port: portalPort,
      keys: cachedKeys(`${hub.url}/.well-known/hub-keys.json`),
    })
    admin = await testClient(hub.url).signIn('admin@hub.test', password)
    await admin.post('/api/v1/channels', { code: 'cong', name: 'Cổng', address: portal.url })
  })
  afterAll(async () => {
    await sql.end()
    await hub.stop()
    await portal.stop()
    await rm(dir, { recursive: true, force: true })
  })

  const start = async () => {
    hub = await startHub(readConfig(env), { PATH: process.env.PATH, ...env })
    sql = new pg.Client({ connectionString: hub.ownerUrl })
    await sql.connect()
  }
  /** Holds whoever next writes to the table until `release`. */
  const hold = async (table: string) => {
    const holder = new pg.Client({ connectionString: hub.ownerUrl })
    await holder.connect()
    await holder.query(`begin; lock table ${table} in exclusive mode`)
    return {
      reached: () =>
        expect
          .poll(
            async () =>
              (await sql.query(`select from pg_locks where relation = '${table}'::regclass and not granted`)).rowCount,
            { timeout: 60_000 },
          )
          .toBeGreaterThan(0),
      release: () => holder.end(),
    }
  }
  const kill = async (which: 'server' | 'worker') => {
    const pid = hub.pids[which]()!
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => hub.pids[which]() !== pid, { timeout: 30_000 }).toBe(true)
  }
  const serverAnswers = () =>
    expect
      .poll(
        () =>
          fetch(`${hub.url}/readyz`).then(
            r => r.status,
            () => 0,
          ),
        { timeout: 60_000 },
      )
      .toBe(200)
  const read = async (id: string) => (await admin.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const becomesReady = (id: string) =>
    expect.poll(async () => (await read(id)).file, { timeout: 60_000, interval: 300 }).toBe('ready')
  const photo = (width: number) => makeJpeg({ width, height: 300 })
  const said = {
    title: 'Núi Bà Đen',
    description: 'Toàn cảnh',
    creator: 'Báo',
    credit: 'Ảnh: Báo',
    altText: 'Ngọn núi',
    rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' },
    visibility: 'public' as const,
  }
  const storedKeys = async () => {
    const store = await openStore({ kind: 'filesystem', directory: join(dir, 'data/store') })
    const keys: string[] = []
    for await (const { key } of store.list('objects/')) keys.push(key)
    return keys
  }
  const assets = async () => Number((await sql.query('select count(*) from asset')).rows[0].count)

  it('while the bytes come in leaves no asset and no object', async () => {
    const before = [await assets(), (await storedKeys()).length]
    const body = await photo(401)
    const torn = new Promise<void>(resolve => {
      const headers = {
        cookie: admin.cookie,
        'content-type': 'multipart/form-data; boundary=x',
        'content-length': 1_000_000,
      }
      const req = request(`${hub.url}/api/v1/uploads`, { method: 'POST', headers }, () => resolve())
      req.on('error', () => resolve())
      req.write('--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n')
      req.write(Buffer.concat([body, Buffer.alloc(100_000)]), () => void kill('server'))
    })
    await torn
    await serverAnswers()
    expect([await assets(), (await storedKeys()).length]).toEqual(before)
  })

  it.each([
    ['between the bytes and the first row', 'stored_object'],
    ['between the object and its asset', 'asset'],
    ['between the asset and its version', 'asset_version'],
    ['between the rows and the audit', 'audit_entry'],
    ['between the audit and the jobs, a moment before the commit', 'graphile_worker._private_jobs'],
  ])('of the server %s acknowledges nothing and keeps no row', async (_when, table) => {
    const rows = async () => {
      const of = async (name: string) => Number((await sql.query(`select count(*) from ${name}`)).rows[0].count)
      return [await assets(), await of('stored_object'), await of('asset_version'), await of('audit_entry')]
    }
    const bytes = Buffer.concat([await photo(402), Buffer.from(table)])
    const [before, keys] = [await rows(), await storedKeys()]
    const gate = await hold(table)
    const answer = admin.upload(bytes, 'a.jpg').then(
      a => a.status,
      () => 'no answer',
    )
    await gate.reached()
    await kill('server')
    expect(await answer).toBe('no answer')
    await gate.release()
    await serverAnswers()
    expect(await rows()).toEqual(before)
    // The bytes stand, whole and nobody's: the sweeper's.
    const orphans = (await storedKeys()).filter(key => !keys.includes(key))
    expect(orphans).toHaveLength(1)
    const again = await admin.upload(bytes, 'a.jpg')
    expect(again.status).toBe(201)
    expect((await sql.query('select key from stored_object where key = $1', [orphans[0]])).rowCount).toBe(0)
    await becomesReady(again.body.asset.id)
  })

  it('of server and worker right after the 201 loses neither asset, bytes nor job', async () => {
    const bytes = await photo(403)
    const { status, body } = await admin.upload(bytes, 'a.jpg', said)
    expect(status).toBe(201)
    await Promise.all([kill('server'), kill('worker')])
    await serverAnswers()
    await becomesReady(body.asset.id)
    const original = await admin.bytes(`/api/v1/assets/${body.asset.id}/original`)
    expect(original.bytes.equals(bytes)).toBe(true)
  })

  it('of the worker as it records renditions makes them again within the minute', async () => {
    const gate = await hold('rendition')
    const { body } = await admin.upload(await photo(404), 'a.jpg', said)
    await gate.reached()
    const killed = Date.now()
    await kill('worker')
    await gate.release()
    await becomesReady(body.asset.id)
    expect(Date.now() - killed).toBeLessThan(60_000)
    const rows = await sql.query(
      'select r.name from rendition r join asset_version v on v.object_id = r.object_id where v.asset_id = $1',
      [body.asset.id],
    )
    expect(rows.rows.map(row => row.name).sort()).toEqual([...new Set(rows.rows.map(row => row.name))].sort())
  })

  it('of the worker as it indexes still lets the asset be found', async () => {
    const gate = await hold('search_doc')
    await admin.post('/api/v1/articles', { ...said, title: 'Chuyện hồ Dầu Tiếng', html: '<p>Nước</p>' })
    await gate.reached()
    await kill('worker')
    await gate.release()
    await expect
      .poll(async () => (await admin.get<SearchAnswer>('/api/v1/search?q=chuyen+ho+dau+tieng')).body.hits[0]?.title, {
        timeout: 60_000,
        interval: 300,
      })
      .toBe('Chuyện hồ Dầu Tiếng')
  })

  const nominate = async (width: number) => {
    const { body } = await admin.upload(await photo(width), 'a.jpg', said)
    await becomesReady(body.asset.id)
    const made = await admin.post<{ nomination: { id: string } }>(`/api/v1/assets/${body.asset.id}/nominations`, {
      channel: 'cong',
    })
    return { assetId: body.asset.id, nominationId: made.body.nomination.id }
  }
  const deliveries = async (assetId: string) =>
    (await admin.get<{ deliveries: Delivery[] }>(`/api/v1/deliveries?asset=${assetId}`)).body.deliveries

  it('of the server in the middle of a decision leaves the nomination open and nothing queued', async () => {
    const { assetId, nominationId } = await nominate(405)
    const gate = await hold('delivery')
    const answer = admin.post(`/api/v1/nominations/${nominationId}/decision`, { decision: 'approve' }).then(
      a => a.status,
      () => 'no answer',
    )
    await gate.reached()
    await kill('server')
    expect(await answer).toBe('no answer')
    await gate.release()
    await serverAnswers()
    expect((await sql.query('select state from nomination where id = $1', [nominationId])).rows[0].state).toBe('open')
    expect(await deliveries(assetId)).toEqual([])
  })

  it('of the worker between the portal’s answer and the receipt leaves one item there and one receipt here', async () => {
    const { assetId, nominationId } = await nominate(406)
    const gate = await hold('receipt')
    await admin.post(`/api/v1/nominations/${nominationId}/decision`, { decision: 'approve' })
    await gate.reached()
    expect(portal.items().filter(item => item.id === assetId)).toHaveLength(1)
    await kill('worker')
    await gate.release()
    await expect
      .poll(async () => (await deliveries(assetId))[0]?.state, { timeout: 60_000, interval: 300 })
      .toBe('published')
    expect(portal.items().filter(item => item.id === assetId)).toHaveLength(1)
    expect((await deliveries(assetId))[0]?.receipts).toHaveLength(1)
  })

  it('of everything, Postgres too, loses nothing that was acknowledged, and the next start works', async () => {
    const bytes = await photo(407)
    const { body } = await admin.upload(bytes, 'a.jpg', said)
    const postmaster = Number(
      (await readFile(join(dir, 'data/postgres/cluster/postmaster.pid'), 'utf8')).split('\n')[0],
    )
    sql.on('error', () => {})
    const stopping = hub.stop()
    for (const pid of [hub.pids.server()!, hub.pids.worker()!, postmaster]) process.kill(pid, 'SIGKILL')
    await stopping
    await start()
    await becomesReady(body.asset.id)
    expect((await admin.bytes(`/api/v1/assets/${body.asset.id}/original`)).bytes.equals(bytes)).toBe(true)
  })
})
