import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Collection, CollectionItem } from '#contracts/collection'
import type { Visibility } from '#contracts/values'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('boards', { timeout: 60_000 }, () => {
  let hub: TestHub
  let editor: TestClient
  let colleague: TestClient
  let department: TestClient
  let stranger: TestClient
  let curator: TestClient

  beforeAll(async () => {
    hub = await startTestHub()
    editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    colleague = await hub.person('Tú', { memberships: [{ unit: 'bao', role: 'contributor' }] })
    department = await hub.person('Lan', { memberships: [{ unit: 'dai', role: 'contributor' }] })
    stranger = await hub.person('Hải', { memberships: [{ unit: 'svhttdl', role: 'editor' }] })
    curator = await hub.person('An', { hubRoles: ['curator'] })
  })
  afterAll(() => hub.close())

  const write = async (visibility: Visibility, title = visibility as string) => {
    const made = await editor.post<{ asset: { id: string } }>('/api/v1/articles', {
      title,
      html: '<p>x</p>',
      visibility,
    })
    return made.body.asset.id
  }
  const board = async (client: TestClient, wish: object = {}) => {
    const made = await client.post<{ collection: Collection }>('/api/v1/collections', { name: 'Lễ hội', ...wish })
    expect(made.status).toBe(201)
    return made.body.collection
  }
  const add = (client: TestClient, id: string, assets: string[]) =>
    client.post<{ added: number; collection: Collection }>(`/api/v1/collections/${id}/items`, { assets })
  const items = async (client: TestClient, id: string) => {
    const answer = await client.get<{ items: CollectionItem[] }>(`/api/v1/collections/${id}/items`)
    return answer.body.items.map(item => item.id)
  }

  it('keeps the order in which things were added, adds nothing twice, and moves one before another', async () => {
    const { id } = await board(editor)
    const [a, b, c] = [await write('hub'), await write('hub'), await write('hub')]
    expect((await add(editor, id, [a, b])).body.added).toBe(2)
    expect((await add(editor, id, [b, c])).body.added).toBe(1)
    expect(await items(editor, id)).toEqual([a, b, c])
    expect((await editor.patch(`/api/v1/collections/${id}/items/${c}`, { before: a })).status).toBe(204)
    expect(await items(editor, id)).toEqual([c, a, b])
    expect((await editor.patch(`/api/v1/collections/${id}/items/${c}`, { before: null, note: 'Ảnh bìa' })).status).toBe(
      204,
    )
    expect(await items(editor, id)).toEqual([a, b, c])
    const noted = await editor.get<{ items: CollectionItem[] }>(`/api/v1/collections/${id}/items`)
    expect(noted.body.items[2]).toMatchObject({ id: c, note: 'Ảnh bìa' })
  })

  it('loses no item and doubles no place when two people move at once, also when the gaps run out', async () => {
    const { id } = await board(editor, { unit: 'bao' })
    const ids = await Promise.all(Array.from({ length: 8 }, () => write('hub')))
    await add(editor, id, ids)
    await hub.deps.db.$executeRaw`
      update collection_item i set position = o.place from unnest(${ids}::uuid[]) with ordinality as o (asset_id, place)
      where i.collection_id = ${id}::uuid and i.asset_id = o.asset_id`
    const moves = ids.flatMap(item => [
      editor.patch(`/api/v1/collections/${id}/items/${item}`, { before: ids[3] === item ? ids[4] : ids[3] }),
      colleague.patch(`/api/v1/collections/${id}/items/${item}`, { before: ids[0] === item ? null : ids[0] }),
    ])
    expect((await Promise.all(moves)).map(answer => answer.status)).toEqual(moves.map(() => 204))
    expect((await items(editor, id)).sort()).toEqual([...ids].sort())
    const rows = await hub.deps.db.collectionItem.findMany({ where: { collectionId: id } })
    expect(new Set(rows.map(row => row.position)).size).toBe(ids.length)
  })

  it('walks a long board page by page without a gap', async () => {
    const { id } = await board(editor)
    const ids: string[] = []
    for (let n = 0; n < 7; n++) ids.push(await write('hub'))
    await add(editor, id, ids)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: { body: { items: CollectionItem[]; next: string | null } } = await editor.get(
        `/api/v1/collections/${id}/items?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
      )
      seen.push(...page.body.items.map(item => item.id))
      cursor = page.body.next
    }
    expect(seen).toEqual(ids)
  })

  it('shows nobody an item that they may not read, not in the list, not in the count, not as a cover', async () => {
    const { id } = await board(editor, { unit: 'bao' })
    const [open, closed] = [await write('hub'), await write('unit')]
    await add(editor, id, [closed, open])
    await editor.patch(`/api/v1/collections/${id}`, { cover: closed, grants: [{ unit: 'dai', access: 'edit' }] })
    expect((await editor.get<{ collection: Collection }>(`/api/v1/collections/${id}`)).body.collection.items).toBe(2)
    const seen = (await department.get<{ collection: Collection }>(`/api/v1/collections/${id}`)).body.collection
    expect(seen).toMatchObject({
      items: 1,
      coverId: null,
      grants: [],
      may: { edit: true, manage: false, share: false },
    })
    expect(JSON.stringify(seen)).not.toContain(closed)
    expect(await items(department, id)).toEqual([open])
    for (const path of [`/api/v1/collections/${id}/items/${closed}`, `/api/v1/collections/${id}/items/${newId()}`])
      expect((await department.patch(path, { note: 'x' })).status).toBe(404)
    expect((await department.patch(`/api/v1/collections/${id}/items/${open}`, { before: closed })).status).toBe(404)
    expect((await add(department, id, [closed])).status).toBe(404)
    expect((await department.delete(`/api/v1/collections/${id}/items/${closed}`)).status).toBe(404)
  })

  it('answers another’s board as one that does not exist, to hub staff too', async () => {
    const { id } = await board(editor)
    for (const client of [stranger, curator, colleague]) {
      expect((await client.get(`/api/v1/collections/${id}`)).status).toBe(404)
      expect((await client.get(`/api/v1/collections/${id}/items`)).status).toBe(404)
      expect((await client.delete(`/api/v1/collections/${id}`)).status).toBe(404)
      expect((await client.post(`/api/v1/collections/${id}/shares`, { expiresInDays: 1 })).status).toBe(404)
      const list = await client.get<{ collections: Collection[] }>('/api/v1/collections')
      expect(list.body.collections.map(each => each.id)).not.toContain(id)
    }
    expect((await hub.anonymous.get(`/api/v1/collections/${id}`)).status).toBe(401)
  })

  it('lets a unit it is shared with look, or also arrange, and never manage', async () => {
    const { id } = await board(editor)
    const a = await write('hub')
    await add(editor, id, [a])
    await editor.patch(`/api/v1/collections/${id}`, { grants: [{ unit: 'dai', access: 'read' }] })
    expect(await items(department, id)).toEqual([a])
    expect((await add(department, id, [a])).status).toBe(403)
    await editor.patch(`/api/v1/collections/${id}`, { grants: [{ unit: 'dai', access: 'edit' }] })
    expect((await add(department, id, [await write('hub')])).body.added).toBe(1)
    expect((await department.patch(`/api/v1/collections/${id}`, { name: 'Khác' })).status).toBe(403)
    expect((await department.delete(`/api/v1/collections/${id}`)).status).toBe(403)
    expect((await department.get(`/api/v1/collections/${id}/shares`)).status).toBe(403)
    await editor.patch(`/api/v1/collections/${id}`, { grants: [] })
    expect((await department.get(`/api/v1/collections/${id}`)).status).toBe(404)
  })

  it('holds on to what stands on it: trash is refused until the item, or the board, is gone', async () => {
    const [first, second] = [await board(editor), await board(editor)]
    const a = await write('hub')
    await add(editor, first.id, [a])
    await add(editor, second.id, [a])
    expect(await hub.deps.db.assetUse.count({ where: { assetId: a, kind: 'collection' } })).toBe(2)
    expect((await editor.delete(`/api/v1/assets/${a}`)).body).toMatchObject({ type: 'urn:media-hub:problem:in-use' })
    await editor.delete(`/api/v1/collections/${first.id}/items/${a}`)
    expect((await editor.delete(`/api/v1/assets/${a}`)).status).toBe(409)
    expect((await editor.delete(`/api/v1/collections/${second.id}`)).status).toBe(204)
    expect((await editor.delete(`/api/v1/assets/${a}`)).status).toBe(204)
    expect((await add(editor, (await board(editor)).id, [a])).status).toBe(404)
  })

  it('writes what was done into the audit', async () => {
    const { id } = await board(editor, { unit: 'bao' })
    const a = await write('hub')
    await add(editor, id, [a])
    await editor.patch(`/api/v1/collections/${id}/items/${a}`, { note: 'x' })
    await editor.delete(`/api/v1/collections/${id}/items/${a}`)
    await editor.delete(`/api/v1/collections/${id}`)
    const rows = await hub.deps.db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } })
    expect(rows.map(row => row.act)).toEqual([
      'collection.create',
      'collection.add',
      'collection.arrange',
      'collection.remove',
      'collection.delete',
    ])
  })

  it('refuses another’s unit, an empty name, an unknown unit to share with, and a cover that is not on it', async () => {
    expect((await department.post('/api/v1/collections', { name: 'x', unit: 'bao' })).status).toBe(422)
    expect((await editor.post('/api/v1/collections', { name: '  ' })).status).toBe(400)
    const { id } = await board(editor)
    expect((await editor.patch(`/api/v1/collections/${id}`, { grants: [{ unit: 'x', access: 'read' }] })).status).toBe(
      422,
    )
    expect((await editor.patch(`/api/v1/collections/${id}`, { cover: await write('hub') })).status).toBe(404)
  })
})
