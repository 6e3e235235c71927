import { createHash, randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { DamagedObject, StorageAnswer } from '#contracts/storage'
import { checkObject } from '#server/fixity/check-item'
import { CheckStopped, paceOf } from '#server/fixity/pace'
import { type FixityWish, runFixity } from '#server/fixity/run-fixity'
import { newId } from '#server/platform/new-id'
import { objectKey } from '#server/storage/keys'
import { makeJpeg } from '../support/media.ts'
import { putMediaAsset } from '../support/media-asset.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const fast: FixityWish = { bytesPerSecond: 1e9, everyDays: 30, forMs: 60_000, signal: new AbortController().signal }
const unpaced = async () => {}
const said = {
  title: 'Hồ Dầu Tiếng',
  description: 'Toàn cảnh',
  creator: 'Báo',
  credit: 'Ảnh: Báo',
  altText: 'Mặt hồ',
  visibility: 'public' as const,
  rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' },
}

describe('the proof of stored bytes', { timeout: 90_000 }, () => {
  let hub: TestHub
  let admin: TestClient
  let editor: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    admin = await hub.person('admin', { hubRoles: ['administrator'] })
    editor = await hub.person('editor', { memberships: [{ unit: 'bao', role: 'editor' }] })
    await admin.post('/api/v1/channels', { code: 'cong', name: 'Cổng', address: 'http://127.0.0.1:9' })
  })
  afterAll(() => hub.close())

  let width = 300
  const upload = async () => {
    width += 1
    const bytes = await makeJpeg({ width, height: 200 })
    const { body } = await editor.upload(bytes, 'anh.jpg', said)
    await hub.idle()
    const { id } = body.asset
    const version = await hub.deps.db.assetVersion.findFirstOrThrow({
      where: { assetId: id },
      include: { object: true },
    })
    const object = version.object!
    return { id, bytes, object, path: hub.deps.store.localPath!(object.key)! }
  }
  const read = async (id: string) => (await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const row = (id: string) => hub.deps.db.storedObject.findUniqueOrThrow({ where: { id } })
  const flip = async (path: string) => {
    const bytes = await readFile(path)
    bytes[100] = bytes[100]! ^ 1
    await writeFile(path, bytes)
  }
  const storage = async () => (await admin.get<StorageAnswer>('/api/v1/storage')).body

  it('says when it proved what is whole, and leaves it as it is', async () => {
    const { id, object } = await upload()
    expect(await runFixity(hub.deps, fast)).toBe('done')
    expect((await row(object.id)).verifiedAt).not.toBeNull()
    expect(await hub.deps.db.rendition.count({ where: { objectId: object.id, verifiedAt: null } })).toBe(0)
    expect((await read(id)).file).toBe('ready')
    const { fixity } = await storage()
    expect(fixity).toMatchObject({ due: 0, damaged: 0 })
    expect(fixity.runs[0]).toMatchObject({ state: 'done', damaged: 0 })
    expect(fixity.runs[0]!.checked).toBeGreaterThanOrEqual(4)
  })

  it('finds a flipped bit: nobody gets the file, it is not reused, nominated or approved, and people are told', async () => {
    const { id, object, path, bytes } = await upload()
    const nominated = await editor.post<{ nomination: { id: string } }>(`/api/v1/assets/${id}/nominations`, {
      channel: 'cong',
    })
    await flip(path)
    const alarms: string[] = []
    const onDamage = async (_tx: unknown, alarm: { objectId: string; damage: string }) => {
      alarms.push(`${alarm.objectId} ${alarm.damage}`)
    }
    await runFixity({ ...hub.deps, onDamage }, { ...fast, everyDays: 0 })
    expect(alarms).toEqual([`${object.id} altered`])
    expect((await read(id)).file).toBe('damaged')

    const damaged = { status: 409, body: { type: 'urn:media-hub:problem:file-damaged' } }
    expect(await editor.get(`/api/v1/assets/${id}/original`)).toMatchObject(damaged)
    expect(await editor.get(`/api/v1/assets/${id}/renditions/web`)).toMatchObject(damaged)
    expect(await editor.get(`/api/v1/assets/${id}/renditions/thumb?download=1`)).toMatchObject(damaged)
    expect((await editor.bytes(`/api/v1/assets/${id}/renditions/thumb`)).status).toBe(200)
    expect(await editor.post(`/api/v1/assets/${id}/uses`, { purpose: 'web' })).toMatchObject(damaged)
    expect(await editor.post(`/api/v1/assets/${id}/nominations`, { channel: 'cong' })).toMatchObject(damaged)
    const decided = admin.post(`/api/v1/nominations/${nominated.body.nomination.id}/decision`, { decision: 'approve' })
    expect(await decided).toMatchObject(damaged)

    const acts = await hub.deps.db.auditEntry.findMany({ where: { subjectId: id, act: 'fixity.damaged' } })
    expect(acts).toHaveLength(1)
    const { body } = await admin.get<{ damaged: DamagedObject[] }>('/api/v1/storage/damaged')
    expect(body.damaged).toMatchObject([
      { objectId: object.id, damage: 'altered', assets: [{ id, title: said.title }] },
    ])
    expect((await storage()).fixity).toMatchObject({ damaged: 1 })

    // The next pass finds it again and says nothing twice.
    await runFixity({ ...hub.deps, onDamage }, fast)
    expect(alarms).toHaveLength(1)

    // Somebody lays the file from a backup in its place, and asks for a look at it.
    await writeFile(path, bytes)
    expect((await admin.post(`/api/v1/storage/objects/${object.id}/check`, undefined)).status).toBe(202)
    await expect.poll(async () => (await read(id)).file, { timeout: 20_000 }).toBe('ready')
    expect((await editor.bytes(`/api/v1/assets/${id}/original`)).bytes.equals(bytes)).toBe(true)
    expect((await storage()).fixity).toMatchObject({
      damaged: 0,
      findings: [{ outcome: 'healed' }, { outcome: 'altered' }],
    })
  })

  it('takes a missing object for damaged, and lets the same file, uploaded again, heal it', async () => {
    const { id, object, path, bytes } = await upload()
    await rm(path)
    await checkObject(hub.deps, object.id, unpaced)
    expect(await row(object.id)).toMatchObject({ damage: 'missing' })
    expect((await read(id)).file).toBe('damaged')
    const again = await editor.upload(bytes, 'anh.jpg', { ...said, title: 'Lần hai' })
    expect([201, 409]).toContain(again.status)
    await expect.poll(async () => (await read(id)).file, { timeout: 20_000 }).toBe('ready')
    const healed = await row(object.id)
    expect(healed.damagedAt).toBeNull()
    expect(healed.key).not.toBe(object.key)
    expect((await editor.bytes(`/api/v1/assets/${id}/original`)).bytes.equals(bytes)).toBe(true)
  })

  it('finds a file that the disk cannot read, and blames it only while the disk itself works', async () => {
    const { object, path } = await upload()
    await rm(path)
    await mkdir(path)
    await checkObject(hub.deps, object.id, unpaced)
    expect((await row(object.id)).damage).toBe('missing')
    const unreadable = { ...hub.deps.store, get: async () => broken('EIO') }
    await checkObject({ ...hub.deps, store: unreadable }, object.id, unpaced)
    expect((await row(object.id)).damage).toBe('unreadable')
    await rm(path, { recursive: true })
    await hub.deps.db.storedObject.update({ where: { id: object.id }, data: { damagedAt: null, damage: null } })
    const away = { ...unreadable, check: () => Promise.reject(new Error('the disk is away')) }
    await expect(checkObject({ ...hub.deps, store: away }, object.id, unpaced)).rejects.toThrow('the disk is away')
    expect((await row(object.id)).damagedAt).toBeNull()
  })

  it('makes a damaged or missing rendition anew', async () => {
    const { id, object } = await upload()
    const renditions = await hub.deps.db.rendition.findMany({ where: { objectId: object.id } })
    const [web, thumb] = ['web', 'thumb'].map(name => renditions.find(each => each.name === name)!)
    await flip(hub.deps.store.localPath!(web!.key)!)
    await rm(hub.deps.store.localPath!(thumb!.key)!)
    await checkObject(hub.deps, object.id, unpaced)
    await hub.idle()
    for (const { name, sha256 } of renditions) {
      const { bytes, status } = await editor.bytes(`/api/v1/assets/${id}/renditions/${name}`)
      expect(status, name).toBe(200)
      expect(createHash('sha256').update(bytes).digest('hex'), name).toBe(sha256)
    }
    expect((await read(id)).file).toBe('ready')
  })

  it('marks nothing while the store is away, and goes on by itself when it is back', async () => {
    const { object } = await upload()
    const directory = (hub.deps.config.store as { directory: string }).directory
    await rename(directory, `${directory}-away`)
    try {
      expect(await runFixity(hub.deps, { ...fast, everyDays: 0 })).toBe('store-away')
    } finally {
      await rename(`${directory}-away`, directory)
    }
    expect((await row(object.id)).damagedAt).toBeNull()
    expect(await runFixity(hub.deps, { ...fast, everyDays: 0 })).toBe('done')
  })

  it('stops and says so when everything is gone at once: that is a wrong volume, not lost files', async () => {
    const ids = Array.from({ length: 30 }, () => newId())
    for (const id of ids) {
      await hub.deps.db.storedObject.create({
        data: {
          id,
          key: objectKey(),
          sha256: createHash('sha256').update(id).digest('hex'),
          size: 1n,
          contentType: 'image/jpeg',
        },
      })
    }
    expect(await runFixity(hub.deps, fast)).toBe('store-empty')
    expect(await hub.deps.db.storedObject.count({ where: { id: { in: ids }, damage: 'missing' } })).toBe(25)
    await hub.deps.db.storedObject.deleteMany({ where: { id: { in: ids } } })
  })

  it('goes from the oldest on, stops when the worker does, and begins where it stopped', async () => {
    await runFixity(hub.deps, fast)
    const made: string[] = []
    const keys: string[] = []
    for (let i = 0; i < 3; i += 1) {
      const media = await putMediaAsset(hub.deps, randomBytes(200_000), { kind: 'image', contentType: 'image/jpeg' })
      made.push(media.objectId)
      keys.push((await row(media.objectId)).key)
      const verifiedAt = new Date(Date.now() - (90 - i) * 86_400_000)
      await hub.deps.db.storedObject.update({ where: { id: media.objectId }, data: { verifiedAt } })
    }
    const stop = new AbortController()
    let reads = 0
    const get = async (key: string) => {
      if (keys.includes(key)) reads += 1
      if (reads === 2) stop.abort()
      return hub.deps.store.get(key)
    }
    const store = { ...hub.deps.store, get }
    expect(await runFixity({ ...hub.deps, store }, { ...fast, signal: stop.signal })).toBe('interrupted')
    const proved = async (id: string) => (await row(id)).verifiedAt!.getTime() > Date.now() - 60_000
    expect([await proved(made[0]!), await proved(made[1]!), await proved(made[2]!)]).toEqual([true, false, false])
    expect(await runFixity(hub.deps, fast)).toBe('done')
    expect([await proved(made[1]!), await proved(made[2]!)]).toEqual([true, true])
  })

  it('ends the record of a pass that was killed', async () => {
    const beatAt = new Date(Date.now() - 120_000)
    const { id } = await hub.deps.db.fixityRun.create({ data: { id: newId(), beatAt } })
    expect((await storage()).fixity.runs.find(run => run.id === id)?.state).toBe('interrupted')
    await runFixity(hub.deps, fast)
    expect(await hub.deps.db.fixityRun.findUniqueOrThrow({ where: { id } })).toMatchObject({ state: 'interrupted' })
  })

  it('reads no faster than it may', async () => {
    const pace = paceOf(1_000_000, new AbortController().signal)
    const started = performance.now()
    for (let i = 0; i < 20; i += 1) await pace(100_000)
    // Two seconds' worth, of which one second may have been saved up before.
    expect(performance.now() - started).toBeGreaterThan(900)
    const stopped = paceOf(1, AbortSignal.abort())
    await expect(stopped(1)).rejects.toBeInstanceOf(CheckStopped)
  })

  it('starts a pass when an administrator asks', async () => {
    const before = (await storage()).fixity.runs[0]?.id
    expect((await admin.post('/api/v1/storage/fixity', undefined)).status).toBe(202)
    await expect.poll(async () => (await storage()).fixity.runs[0]?.id, { timeout: 20_000 }).not.toBe(before)
  })

  it('shows what the store takes, by kind and by unit, and the room that is left', async () => {
    const answer = await storage()
    expect(answer.store).toMatchObject({ kind: 'filesystem', reachable: true, space: { floor: 1_073_741_824 } })
    expect(answer.store.space!.total).toBeGreaterThan(answer.store.space!.free)
    expect(answer.kinds.find(each => each.kind === 'image')!.files).toBeGreaterThan(3)
    expect(answer.units.find(each => each.code === 'bao')!.bytes).toBeGreaterThan(600_000)
    expect(answer.renditions.files).toBeGreaterThan(3)
  })

  it('tells the uploader, the unit’s editors and the administrators once, and of what is live the curators too', async () => {
    const curator = await hub.person('curator', { hubRoles: ['curator'] })
    const colleague = await hub.person('colleague', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const stranger = await hub.person('stranger', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const told = (person: TestClient, subjectId: string) =>
      hub.deps.db.notification.findMany({ where: { personId: person.personId, subjectId, kind: 'file-damaged' } })
    const [quiet, live] = [await upload(), await upload()]
    const channel = await hub.deps.db.channel.findFirstOrThrow()
    await hub.deps.db.assetUse.create({ data: { assetId: live.id, kind: 'delivery', ref: channel.id } })
    for (const { path, object } of [quiet, live]) {
      await flip(path)
      await checkObject(hub.deps, object.id, unpaced)
      await checkObject(hub.deps, object.id, unpaced)
    }
    for (const [item, isLive] of [
      [quiet, false],
      [live, true],
    ] as const) {
      for (const person of [editor, colleague, admin])
        expect(await told(person, item.id)).toMatchObject([{ facts: { damage: 'altered', live: isLive } }])
      expect(await told(stranger, item.id)).toEqual([])
      expect(await told(curator, item.id)).toHaveLength(isLive ? 1 : 0)
    }
  })
})

function broken(code: string): Readable {
  return new Readable({
    read() {
      this.destroy(Object.assign(new Error(code), { code }))
    },
  })
}
