import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { TrashedAsset } from '#contracts/trash'
import { noteEmbedded } from '#server/assets/note-embedded'
import { dueForPurge, purgeAsset } from '#server/assets/purge-asset'
import { transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { personActor } from '#server/units/actor-of'
import { purgeTrash } from '#workers/assets/purge-trash'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('the trash', () => {
  let hub: TestHub
  let editor: TestClient
  let photo: Buffer
  beforeAll(async () => {
    hub = await startTestHub()
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    photo = await makeJpeg({ width: 300, height: 200 })
  })
  afterAll(() => hub.close())

  const upload = async (by = editor, file = photo, visibility: 'unit' | 'draft' | 'hub' = 'unit') =>
    (await by.upload(file, 'Ảnh.jpg', { title: 'Hồ Dầu Tiếng', visibility, description: 'Mô tả' })).body.asset
  const trash = (by: TestClient, id: string) => by.delete(`/api/v1/assets/${id}`)
  const listed = async (by: TestClient) =>
    (await by.get<{ assets: TrashedAsset[] }>('/api/v1/trash?limit=100')).body.assets
  const age = (id: string, days: number) =>
    hub.deps.db.$executeRaw`update asset set trashed_at = now() - make_interval(days => ${days}) where id = ${id}::uuid`

  it('refuses what is in use with what the person may see of it, and counts the rest', async () => {
    const { db } = hub.deps
    const asset = await upload()
    const channel = { id: newId(), code: 'cong-trash', name: 'Cổng tỉnh', kind: 'hub-exchange', unitId: asset.unit.id }
    await db.channel.create({ data: channel })
    await db.assetUse.createMany({
      data: [
        { assetId: asset.id, kind: 'delivery', ref: channel.id },
        { assetId: asset.id, kind: 'collection', ref: newId() },
        { assetId: asset.id, kind: 'report', ref: newId() },
      ],
    })
    const refused = await trash(editor, asset.id)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({
      type: 'urn:media-hub:problem:in-use',
      uses: [{ kind: 'delivery', title: 'Cổng tỉnh', path: '/phat-hanh?channel=cong-trash' }],
      otherUses: 2,
    })
    expect(JSON.stringify(refused.body)).not.toMatch(/collection|report/)
    await db.assetUse.deleteMany({ where: { assetId: asset.id } })
    expect((await trash(editor, asset.id)).status).toBe(204)
  })

  it('names the boards and articles that the person may look at, and only counts another’s own board and another unit’s draft', async () => {
    const asset = await upload(editor, photo, 'hub')
    const other = await hub.person('Đồng nghiệp đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const board = async (by: TestClient, name: string, unit?: string) => {
      const made = await by.post<{ collection: { id: string } }>('/api/v1/collections', { name, ...(unit && { unit }) })
      expect(made.status).toBe(201)
      const items = `/api/v1/collections/${made.body.collection.id}/items`
      expect((await by.post(items, { assets: [asset.id] })).status).toBe(200)
      return made.body.collection.id
    }
    const article = async (by: TestClient, title: string, visibility: string, html: string) => {
      const made = await by.post<{ asset: Asset }>('/api/v1/articles', { title, visibility, html })
      expect(made.status).toBe(201)
      return made.body.asset
    }
    const link = `<p>Xem <a href="${hub.url}/tu-lieu/${asset.id}">ảnh hồ</a></p>`
    const ours = await board(editor, 'Bảng của báo', 'bao')
    const secret = await board(other, 'Bảng riêng không ai biết')
    const shown = await article(editor, 'Bài có ảnh hồ', 'unit', link)
    await article(other, 'Bản nháp của đài', 'draft', link)
    const refused = await trash(editor, asset.id)
    expect(refused.body).toMatchObject({
      uses: [
        { kind: 'article', title: 'Bài có ảnh hồ', path: `/tu-lieu/${shown.id}` },
        { kind: 'collection', title: 'Bảng của báo', path: `/bo-suu-tap/${ours}` },
      ],
      otherUses: 2,
    })
    const said = JSON.stringify(refused.body)
    for (const hidden of [secret, 'không ai biết', 'nháp']) expect(said).not.toContain(hidden)
    // Administrators look into nobody's own board either.
    const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    expect(JSON.stringify((await trash(admin, asset.id)).body)).not.toContain('không ai biết')
    // In the trash the article still holds it: taken out again, it must show its picture.
    expect((await trash(editor, shown.id)).status).toBe(204)
    expect((await trash(editor, asset.id)).body).toMatchObject({
      uses: [{ kind: 'article', title: 'Bài có ảnh hồ', path: '/thung-rac' }, { kind: 'collection' }],
    })
    await age(shown.id, 31)
    await purgeTrash({}, hub.deps)
    expect(await hub.deps.db.assetUse.count({ where: { kind: 'article', ref: shown.id } })).toBe(0)
  })

  it('is closed to nobody by an article of somebody who may not read the item, and lets go of what an older text named', async () => {
    const { db } = hub.deps
    const draft = await upload(editor, photo, 'draft')
    const other = await hub.person('Người ngoài', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const html = `<p><a href="/tu-lieu/${draft.id}">biết mã thôi</a></p>`
    expect((await other.post('/api/v1/articles', { title: 'Bài', visibility: 'unit', html })).status).toBe(201)
    expect(await db.assetUse.count({ where: { assetId: draft.id } })).toBe(0)

    const two = await upload(editor, photo, 'unit')
    const first = { title: 'Hai bản', visibility: 'unit', html: `<p><a href="/tu-lieu/${two.id}">ảnh</a></p>` }
    const { body } = await editor.post<{ asset: Asset }>('/api/v1/articles', first)
    expect(await db.assetUse.count({ where: { assetId: two.id, kind: 'article' } })).toBe(1)
    const second = {
      id: newId(),
      assetId: body.asset.id,
      number: 2,
      html: '<p>Không còn ảnh</p>',
      createdBy: editor.personId,
    }
    await transaction(db, async tx => {
      await tx.assetVersion.create({ data: second })
      await noteEmbedded(tx, await personActor(tx, editor.personId), body.asset.id, second.html)
    })
    expect(await db.assetUse.count({ where: { assetId: two.id } })).toBe(0)
    const restore = `/api/v1/assets/${body.asset.id}/versions/1/restore`
    const now = (await editor.get<{ asset: Asset }>(`/api/v1/assets/${body.asset.id}`)).body.asset
    expect((await editor.post(restore, undefined, { 'if-match': `"r${now.revision}"` })).status).toBe(201)
    expect(await db.assetUse.count({ where: { assetId: two.id, kind: 'article' } })).toBe(1)
    expect((await trash(editor, two.id)).status).toBe(409)
    // Articles that were there before are found by the migration, and hold what their readers may see.
    await db.assetUse.deleteMany({ where: { kind: 'article', ref: body.asset.id } })
    const migration = await readFile('prisma/migrations/20261123170000_bulk_more/migration.sql', 'utf8')
    await db.$executeRawUnsafe(migration.slice(0, migration.indexOf(';')))
    expect(await db.assetUse.count({ where: { assetId: two.id, kind: 'article', ref: body.asset.id } })).toBe(1)
    expect(await db.assetUse.count({ where: { assetId: draft.id } })).toBe(0)
  })

  it('lists what a person may take out again, and nobody else’s', async () => {
    const asset = await upload()
    await trash(editor, asset.id)
    const own = (await listed(editor)).find(each => each.id === asset.id)!
    expect(own).toMatchObject({ title: 'Hồ Dầu Tiếng', kind: 'image', size: photo.length, unit: asset.unit.name })
    expect(Date.parse(own.purgeAt) - Date.parse(own.trashedAt)).toBe(30 * 86_400_000)
    for (const roles of [
      { memberships: [{ unit: 'bao', role: 'reader' as const }] },
      { memberships: [{ unit: 'bao', role: 'contributor' as const }] },
      { memberships: [{ unit: 'dai', role: 'editor' as const }] },
      {},
    ]) {
      const other = await hub.person('Người khác', roles)
      expect((await listed(other)).map(each => each.id)).not.toContain(asset.id)
    }
    const curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    expect((await listed(curator)).map(each => each.id)).toContain(asset.id)
    const restored = await editor.post<{ asset: Asset }>(`/api/v1/assets/${asset.id}/restoration`)
    expect([restored.status, restored.body.asset.life]).toEqual([200, 'active'])
    expect((await listed(editor)).map(each => each.id)).not.toContain(asset.id)
  })

  it('pages without losing or doubling one', async () => {
    const person = await hub.person('Phân trang', { memberships: [{ unit: 'dai', role: 'contributor' }] })
    const ids: string[] = []
    for (let i = 0; i < 5; i++) {
      const { id } = await upload(person)
      await trash(person, id)
      ids.push(id)
    }
    const seen: string[] = []
    for (let next: string | null = ''; next !== null; ) {
      const cursor: string = next === '' ? '' : `&cursor=${next}`
      const page: { assets: TrashedAsset[]; next: string | null } = (
        await person.get<{ assets: TrashedAsset[]; next: string | null }>(`/api/v1/trash?limit=2${cursor}`)
      ).body
      seen.push(...page.assets.map(each => each.id))
      next = page.next
    }
    expect(seen).toEqual(ids.reverse())
    expect((await person.get('/api/v1/trash?cursor=x')).status).toBe(400)
  })

  it('purges after 30 days, not one before, and what was taken out or is used again not at all', async () => {
    const [young, due, used, back] = [await upload(), await upload(), await upload(), await upload()]
    for (const { id } of [young, due, used, back]) await trash(editor, id)
    await age(young.id, 29)
    for (const { id } of [due, used, back]) await age(id, 31)
    await hub.deps.db.assetUse.create({ data: { assetId: used.id, kind: 'collection', ref: newId() } })
    await editor.post(`/api/v1/assets/${back.id}/restoration`)
    await purgeTrash({}, hub.deps)
    const gone = await editor.get(`/api/v1/assets/${due.id}`)
    const never = await editor.get(`/api/v1/assets/${newId()}`)
    expect(gone.status).toBe(404)
    expect({ ...gone.body, instance: '' }).toEqual({ ...never.body, instance: '' })
    expect((await editor.post(`/api/v1/assets/${due.id}/restoration`)).status).toBe(404)
    for (const { id } of [young, used, back]) expect((await editor.get(`/api/v1/assets/${id}`)).status).toBe(200)
    const row = await hub.deps.db.asset.findUniqueOrThrow({ where: { id: due.id }, include: { versions: true } })
    expect(row).toMatchObject({ life: 'purged', title: '', description: '', versions: [], keptBytes: 0n })
    const entry = await hub.deps.db.auditEntry.findFirstOrThrow({
      where: { subjectId: due.id, act: 'asset.purge' },
      include: { detail: true },
    })
    expect(entry.detail?.after).toEqual({ title: 'Hồ Dầu Tiếng', versions: 1, bytes: photo.length })
    expect(await purgeAsset(hub.deps.db, due.id)).toEqual([])
    expect(await dueForPurge(hub.deps.db, 10)).toEqual([])
  })

  it('names the objects that a purged asset held, and leaves what another asset holds', async () => {
    const shared = await makeJpeg({ width: 310, height: 200 })
    const other = await hub.person('Đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const [mine, theirs] = [await upload(editor, shared), await upload(other, shared)]
    await trash(editor, mine.id)
    await age(mine.id, 31)
    const purged: string[] = []
    await purgeTrash({}, { ...hub.deps, purgeObject: async objectId => void purged.push(objectId) })
    const object = await hub.deps.db.storedObject.findFirstOrThrow({ where: { sha256: theirs.original!.sha256 } })
    expect(purged).toEqual([object.id])
    expect((await other.bytes(`/api/v1/assets/${theirs.id}/original`)).bytes).toEqual(shared)
  })

  it('waits with a purge for an upload of the same bytes that is not committed yet', async () => {
    const { db } = hub.deps
    const shared = await makeJpeg({ width: 320, height: 200 })
    const mine = await upload(editor, shared)
    await trash(editor, mine.id)
    await age(mine.id, 31)
    const { objectId } = await db.assetVersion.findFirstOrThrow({ where: { assetId: mine.id } })
    let purging: Promise<string[]> | undefined
    await db.$transaction(async tx => {
      // What an upload of these bytes does first.
      await tx.$executeRaw`select from stored_object where id = ${objectId}::uuid for no key update`
      purging = purgeAsset(db, mine.id)
      const waits = async () =>
        (await db.$queryRaw<{ n: number }[]>`select count(*)::int as n from pg_locks where not granted`)[0]?.n
      await expect.poll(waits).toBeGreaterThan(0)
      expect(await db.assetVersion.count({ where: { assetId: mine.id } })).toBe(1)
    })
    expect(await purging).toEqual([objectId])
  })
})
