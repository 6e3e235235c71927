import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SavedSearch, SavedSearchList } from '#contracts/saved-search'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const base = '/api/v1/me/saved-searches'

describe('saved searches', () => {
  let hub: TestHub
  let reader: TestClient
  let other: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    other = await hub.person('Người khác', { hubRoles: ['administrator'] })
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    await hub.deps.db.savedSearch.deleteMany()
  })
  const save = async (body: object, client = reader) =>
    (await client.post<{ savedSearch: SavedSearch }>(base, body)).body.savedSearch
  const list = async (client = reader) => (await client.get<SavedSearchList>(base)).body.savedSearches

  it('are kept with words, filters and order, listed by name, changed and deleted', async () => {
    const query = { q: 'lễ hội', kind: ['image', 'video'], from: '2026-01-01', sort: 'newest' }
    const made = await save({ name: 'Lễ hội', query, alert: 'daily' })
    expect(made).toMatchObject({ name: 'Lễ hội', query, dropped: [], alert: 'daily', mail: true, toldAt: null })
    await save({ name: 'Ẩm thực', query: { q: 'bánh tráng' } })
    expect((await list()).map(each => each.name)).toEqual(['Ẩm thực', 'Lễ hội'])
    const changed = await reader.send<{ savedSearch: SavedSearch }>('PATCH', `${base}/${made.id}`, {
      name: 'Hội xuân',
      query: { q: 'hội xuân' },
      alert: 'off',
      mail: false,
    })
    expect(changed.body.savedSearch).toMatchObject({
      ...{ id: made.id, name: 'Hội xuân', query: { q: 'hội xuân' }, alert: 'off', mail: false },
    })
    expect((await reader.send('DELETE', `${base}/${made.id}`)).status).toBe(204)
    expect((await list()).map(each => each.name)).toEqual(['Ẩm thực'])
  })

  it('are the owner’s alone: to anybody else, an administrator too, each is as if it were not', async () => {
    const { id } = await save({ name: 'Của tôi', query: { q: 'núi' } })
    const tries = async (at: string) => {
      const answers = [
        await other.get(`${base}/${at}`),
        await other.send('PATCH', `${base}/${at}`, { name: 'Khác' }),
        await other.send('DELETE', `${base}/${at}`),
      ]
      return answers.map(({ status, body }) => ({ status, body: { ...(body as object), instance: '' } }))
    }
    const theirs = await tries(id)
    expect(theirs.map(answer => answer.status)).toEqual([404, 404, 404])
    expect(theirs).toEqual(await tries(newId()))
    expect(await list(other)).toEqual([])
    expect((await list())[0]).toMatchObject({ id, name: 'Của tôi' })
    expect((await hub.anonymous.get(base)).status).toBe(401)
  })

  it('are at most a hundred a person, also where two windows save at once', async () => {
    for (let i = 0; i < 99; i++)
      await hub.deps.db.savedSearch.create({
        data: { id: newId(), personId: reader.personId, name: `${i}`, query: {} },
      })
    const both = await Promise.all([1, 2].map(() => reader.post(base, { name: 'Một nữa', query: { q: 'núi' } })))
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409])
    const refused = both.find(({ status }) => status === 409)
    expect(refused?.body).toMatchObject({ type: 'urn:media-hub:problem:saved-searches-full' })
    expect(await list()).toHaveLength(100)
    expect(await save({ name: 'Của người khác', query: {} }, other)).toMatchObject({ name: 'Của người khác' })
  })

  it('run without a filter that there is no longer, and say so', async () => {
    const { id } = await save({ name: 'Cũ', query: { q: 'núi' } })
    const stored = { q: 'núi', mood: ['vui'], kind: ['image', 'hologram'] }
    await hub.deps.db.savedSearch.update({ where: { id }, data: { query: stored } })
    expect(await list()).toMatchObject([{ query: { q: 'núi', kind: ['image'] }, dropped: ['kind', 'mood'] }])
  })

  it.each([
    { name: '', query: {} },
    { name: 'x'.repeat(121), query: {} },
    { name: 'a\nb', query: {} },
    { name: 'x', query: { mood: ['vui'] } },
    { name: 'x', query: { q: 'x'.repeat(501) } },
    { name: 'x', query: { kind: ['hologram'] } },
    { name: 'x', query: {}, alert: 'hourly' },
    { name: 'x', query: { q: '\u0000' } },
    { name: 'x', query: { limit: 5 } },
  ])('refuse what no search is: %j', async body => {
    expect((await reader.post(base, body)).status).toBe(400)
    expect(await list()).toEqual([])
  })

  it('come along in what is told to a person of what the hub holds, and go when the person is erased', async () => {
    const gone = await hub.person('Sẽ bị xóa', {})
    await save({ name: 'Riêng tư', query: { q: 'núi' } }, gone)
    const asked = await other.get<{ rows: Record<string, { name: string }[]> }>(
      `/api/v1/people/${gone.personId}/export`,
    )
    expect(asked.body.rows.saved_search?.map(row => row.name)).toEqual(['Riêng tư'])
    expect((await other.post(`/api/v1/people/${gone.personId}/erasure`, undefined)).status).toBe(204)
    expect(await hub.deps.db.savedSearch.count({ where: { personId: gone.personId } })).toBe(0)
  })
})
