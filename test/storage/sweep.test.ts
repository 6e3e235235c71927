import { randomBytes } from 'node:crypto'
import { utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deletePurged } from '#server/assets/delete-purged'
import { PurgesHeld, purgeLock, purgeObject } from '#server/assets/purge-object'
import { sweepStore } from '#server/fixity/sweep-store'
import { verifyObjects } from '#server/fixity/verify-objects'
import { transaction } from '#server/platform/db'
import { objectKey, renditionKey } from '#server/storage/keys'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const dayMs = 86_400_000
const later = (days: number) => Date.now() + days * dayMs + 60_000

describe('housekeeping of the store', { timeout: 90_000 }, () => {
  let hub: TestHub
  let editor: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    editor = await hub.person('editor', { memberships: [{ unit: 'bao', role: 'editor' }] })
  })
  afterAll(() => hub.close())

  let width = 300
  const photo = () => {
    width += 1
    return makeJpeg({ width, height: 200 })
  }
  const upload = async (bytes: Buffer) => {
    const { body, status } = await editor.upload(bytes, 'anh.jpg', { visibility: 'unit' })
    expect(status).toBe(201)
    const { id } = body.asset
    const version = await hub.deps.db.assetVersion.findFirstOrThrow({
      where: { assetId: id },
      include: { object: true },
    })
    return { id, object: version.object! }
  }
  /** Takes the reference away, as the purge of an asset does. */
  const forget = async (assetId: string) => {
    await hub.idle()
    await hub.deps.db.assetVersion.updateMany({ where: { assetId }, data: { objectId: null } })
  }
  const stands = async (key: string) => (await hub.deps.store.head(key)) !== null
  const putAlone = async (key: string) => hub.deps.store.put(key, Readable.from([randomBytes(1_000)]))
  /** So that the sweep, which asks the clock, finds that a day has gone by since an orphan was noted. */
  const ageOrphans = () => hub.deps.db.$executeRaw`update store_orphan set seen_at = seen_at - interval '25 hours'`

  it('removes bytes that no row names a day after it noted them, and nothing that a row names', async () => {
    const { object } = await upload(await photo())
    await hub.idle()
    const [alone, derived] = [objectKey(), renditionKey(object.id, 99, 'web-0')]
    await putAlone(alone)
    await putAlone(derived)
    // Within the day of their making they may belong to a transaction that is not committed yet.
    expect(await sweepStore(hub.deps, { force: false })).toMatchObject({ orphans: 0, removed: 0 })
    expect(await sweepStore(hub.deps, { force: false, now: later(1) })).toMatchObject({ orphans: 2 })
    await ageOrphans()
    const swept = await sweepStore(hub.deps, { force: false, now: later(1) })
    expect(swept).toMatchObject({ held: false, removedBytes: 2_000, removed: 2 })
    expect(await stands(alone)).toBe(false)
    expect(await stands(derived)).toBe(false)
    expect(await stands(object.key)).toBe(true)
    for (const { key } of await hub.deps.db.rendition.findMany()) expect(await stands(key), key).toBe(true)
  })

  it('lets bytes be that a row came to name after they were noted', async () => {
    const key = objectKey()
    const { sha256, size } = await putAlone(key)
    await sweepStore(hub.deps, { force: false, now: later(1) })
    expect(await hub.deps.db.storeOrphan.count({ where: { key } })).toBe(1)
    await ageOrphans()
    await ageOrphans()
    const { id } = await hub.deps.db.storedObject.create({
      data: { id: crypto.randomUUID(), key, sha256, size: BigInt(size), contentType: 'image/jpeg' },
    })
    await sweepStore(hub.deps, { force: false })
    expect(await stands(key)).toBe(true)
    expect(await hub.deps.db.storeOrphan.count({ where: { key } })).toBe(0)
    await hub.deps.db.storedObject.delete({ where: { id } })
    await hub.deps.store.delete(key)
  })

  it('holds orphans that are too many to be orphans, shows it, and removes them when it is told to', async () => {
    const keys = Array.from({ length: 105 }, () => objectKey())
    await Promise.all(keys.map(putAlone))
    await sweepStore(hub.deps, { force: false, now: later(1) })
    await ageOrphans()
    expect(await sweepStore(hub.deps, { force: false, now: later(1) })).toMatchObject({ held: true, removed: 0 })
    expect(await stands(keys[0]!)).toBe(true)
    const admin = await hub.person('admin', { hubRoles: ['administrator'] })
    expect((await admin.get('/api/v1/storage')).body).toMatchObject({ orphans: { files: 105, held: true } })
    expect(await sweepStore(hub.deps, { force: true, now: later(1) })).toMatchObject({ removed: 105 })
    expect(await stands(keys[0]!)).toBe(false)
  })

  it('purges an object that nothing refers to, with its renditions and its text, and none that something does', async () => {
    const [gone, kept] = [await upload(await photo()), await upload(await photo())]
    await forget(gone.id)
    await hub.idle()
    const derived = await hub.deps.db.rendition.findMany({ where: { objectId: gone.object.id } })
    expect(derived.length).toBeGreaterThan(0)
    expect(await sweepStore(hub.deps, { force: false })).toMatchObject({ purged: 0 })
    expect(await sweepStore(hub.deps, { force: false, now: later(1) })).toMatchObject({ purged: 1 })
    for (const key of [gone.object.key, ...derived.map(each => each.key)]) expect(await stands(key), key).toBe(false)
    expect(await hub.deps.db.storedObject.count({ where: { id: gone.object.id } })).toBe(0)
    expect(await stands(kept.object.key)).toBe(true)
    expect(await transaction(hub.deps.db, tx => purgeObject(tx, kept.object.id))).toEqual([])
  })

  it('purges nothing while a backup holds it', async () => {
    const { id, object } = await upload(await photo())
    await forget(id)
    const backup = await hub.deps.pool.connect()
    await backup.query('select pg_advisory_lock(hashtext($1))', [purgeLock])
    await expect(transaction(hub.deps.db, tx => purgeObject(tx, object.id))).rejects.toBeInstanceOf(PurgesHeld)
    expect(await sweepStore(hub.deps, { force: false, now: later(1) })).toMatchObject({ purged: 0 })
    await backup.query('select pg_advisory_unlock(hashtext($1))', [purgeLock])
    backup.release()
    expect(await sweepStore(hub.deps, { force: false, now: later(1) })).toMatchObject({ purged: 1 })
  })

  it('removes temporary files of puts that died', async () => {
    const { directory } = hub.deps.config.store as { directory: string }
    const half = join(directory, 'tmp', 'half')
    await writeFile(half, 'x')
    await utimes(half, 0, 0)
    expect((await sweepStore(hub.deps, { force: false })).unfinished).toBe(0)
    expect((await sweepStore(hub.deps, { force: false, now: later(1) })).unfinished).toBe(1)
  })

  it('the database itself refuses to drop an object that a version refers to', async () => {
    const { object } = await upload(await photo())
    await hub.idle()
    await hub.deps.db.rendition.deleteMany({ where: { objectId: object.id } })
    await expect(hub.deps.db.storedObject.delete({ where: { id: object.id } })).rejects.toThrow(/constraint/)
  })

  it('hubctl verify names each file that is damaged, missing or nobody’s, and counts those that are well', async () => {
    const [well, altered, missing] = [
      await upload(await photo()),
      await upload(await photo()),
      await upload(await photo()),
    ]
    await hub.idle()
    await writeFile(hub.deps.store.localPath!(altered.object.key)!, 'something else')
    await hub.deps.store.delete(missing.object.key)
    const alone = objectKey()
    await putAlone(alone)
    const lines: string[] = []
    const found = await verifyObjects(hub.deps, line => lines.push(line))
    expect(found.broken).toBe(lines.filter(line => /^(altered|missing): /.test(line)).length)
    expect(found.orphans).toBe(lines.filter(line => line.startsWith('no row: ')).length)
    expect(found.proved).toBeGreaterThan(3)
    expect(lines.some(line => line.startsWith(`altered: ${altered.object.key}`))).toBe(true)
    expect(lines.some(line => line.startsWith(`missing: ${missing.object.key}`))).toBe(true)
    expect(lines.some(line => line.startsWith(`no row: ${alone}`))).toBe(true)
    expect(lines.join()).not.toContain(well.object.key)
    await hub.deps.store.delete(alone)
  })

  describe('a purge and an ingest of the same bytes at one moment', () => {
    const waiting = async (what: string) => {
      const [row] = await hub.deps.db.$queryRaw<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and state = 'active' and query ilike ${`%${what}%`}`
      return row?.n ?? 0
    }

    it('purge first: the ingest waits for it, and keeps bytes of its own', async () => {
      const bytes = await photo()
      const first = await upload(bytes)
      await forget(first.id)
      let ingest: ReturnType<typeof upload> | undefined
      const keys = await transaction(hub.deps.db, async tx => {
        const purged = await purgeObject(tx, first.object.id)
        ingest = upload(bytes)
        await expect.poll(() => waiting('insert into stored_object'), { timeout: 20_000 }).toBe(1)
        return purged
      })
      const second = await ingest!
      await deletePurged(hub.deps.store, hub.deps.log, keys)
      expect(second.object.id).not.toBe(first.object.id)
      await hub.idle()
      expect((await editor.bytes(`/api/v1/assets/${second.id}/original`)).bytes.equals(bytes)).toBe(true)
    })

    it('ingest first: the purge waits for it, looks again, and leaves the object', async () => {
      const bytes = await photo()
      const first = await upload(bytes)
      await forget(first.id)
      const holder = await hub.deps.pool.connect()
      await holder.query('begin')
      // Holds the ingest after it has claimed the object, before it commits.
      await holder.query('lock table asset_version in exclusive mode')
      const ingest = upload(bytes)
      await expect.poll(() => waiting('insert into%asset_version'), { timeout: 20_000 }).toBe(1)
      const purge = transaction(hub.deps.db, tx => purgeObject(tx, first.object.id))
      await expect.poll(() => waiting('from stored_object%for update'), { timeout: 20_000 }).toBe(1)
      await holder.query('rollback')
      holder.release()
      expect(await purge).toEqual([])
      const second = await ingest
      expect(second.object.id).toBe(first.object.id)
      expect((await editor.bytes(`/api/v1/assets/${second.id}/original`)).bytes.equals(bytes)).toBe(true)
    })

    it('a purge that dies between its commit and the bytes leaves them to the sweeper', async () => {
      const { id, object } = await upload(await photo())
      await forget(id)
      await transaction(hub.deps.db, tx => purgeObject(tx, object.id))
      expect(await stands(object.key)).toBe(true)
      await sweepStore(hub.deps, { force: false, now: later(1) })
      await ageOrphans()
      await sweepStore(hub.deps, { force: false, now: later(1) })
      expect(await stands(object.key)).toBe(false)
    })
  })
})
