import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Invitation } from '#contracts/identity'
import type { Me, Person } from '#contracts/unit'
import { newId } from '#server/platform/new-id'
import { linkTo } from '../support/read-mail.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('changes of people', () => {
  let hub: TestHub
  let admin: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    admin = await hub.person('Lê Quản Trị', { hubRoles: ['administrator'] })
  })
  afterAll(() => hub.close())
  const idOf = async (client: TestClient) => (await client.get<Me>('/api/v1/me')).body.id
  const editor = () => hub.person('Trần An', { memberships: [{ unit: 'bao', role: 'editor' }] })

  it('lets people change their own name and language, and nothing else of themselves', async () => {
    const person = await editor()
    const changed = await person.patch<Me>('/api/v1/me', { name: '  Trần Thị An ', language: 'en' })
    expect(changed.body).toMatchObject({ name: 'Trần Thị An', language: 'en' })
    for (const more of [{ hubRoles: ['administrator'] }, { email: 'x@x.test' }, { name: '' }, { name: 'a\nb' }])
      expect((await person.patch('/api/v1/me', more)).status, JSON.stringify(more)).toBe(400)
    expect((await person.get<Me>('/api/v1/me')).body.hubRoles).toEqual([])
  })

  it('puts the roles that are sent in the place of all others, from the next request on', async () => {
    const person = await editor()
    const id = await idOf(person)
    const path = `/api/v1/people/${id}/roles`
    const answer = await admin.send<{ person: Person }>('PUT', path, {
      hubRoles: ['curator'],
      memberships: [{ unit: 'dai', role: 'contributor' }],
    })
    expect(answer.status).toBe(200)
    expect(answer.body.person.memberships.map(({ unit, role }) => [unit.code, role])).toEqual([['dai', 'contributor']])
    const me = (await person.get<Me>('/api/v1/me')).body
    expect(me.may.curate).toBe(true)
    expect(me.inviteUnits).toEqual([])
    const { body } = await admin.get<{ entries: { before: object; after: object }[] }>(
      `/api/v1/audit?act=person.roles&subject=${id}`,
    )
    expect(body.entries).toHaveLength(1)
    expect(body.entries[0]).toMatchObject({ before: { hubRoles: [] }, after: { hubRoles: ['curator'] } })
  })

  it('changes nothing where a unit is unknown or named twice', async () => {
    const person = await editor()
    const path = `/api/v1/people/${await idOf(person)}/roles`
    const twice = [
      { unit: 'dai', role: 'reader' },
      { unit: 'dai', role: 'editor' },
    ]
    expect((await admin.send('PUT', path, { memberships: twice })).status).toBe(400)
    expect((await admin.send('PUT', path, { memberships: [{ unit: 'khong-co', role: 'reader' }] })).status).toBe(422)
    expect((await person.get<Me>('/api/v1/me')).body.memberships.map(({ unit }) => unit.code)).toEqual(['bao'])
  })

  it('does not let an administrator give up the own administration', async () => {
    const path = `/api/v1/people/${await idOf(admin)}/roles`
    expect((await admin.send('PUT', path, { hubRoles: [], memberships: [] })).status).toBe(409)
    expect((await admin.get<Me>('/api/v1/me')).body.may.administer).toBe(true)
  })

  it('sends an invitation again with a new link; the old one ends, and so does every link once it is revoked', async () => {
    const email = `${newId()}@hub.test`
    const inviter = await editor()
    const made = await inviter.post<{ invitation: Invitation }>('/api/v1/invitations', {
      email,
      memberships: [{ unit: 'bao', role: 'reader' }],
    })
    const at = `/api/v1/invitations/${made.body.invitation.id}`
    const lookup = async (count: number) => {
      const token = new URL(await linkTo(hub, email, count)).hash.slice(1)
      return (await hub.anonymous.post('/api/v1/invitations/lookup', { token })).status
    }
    const again = await inviter.post<{ link: string | null; mailed: boolean }>(`${at}/resending`)
    expect(again.body).toMatchObject({ link: null, mailed: true })
    expect(await lookup(1)).toBe(410)
    expect(await lookup(2)).toBe(200)
    const stranger = await hub.person('Khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
    expect((await stranger.post(`${at}/resending`)).status).toBe(404)
    expect((await inviter.send('DELETE', at)).status).toBe(204)
    expect((await inviter.post(`${at}/resending`)).status).toBe(409)
    expect(await lookup(2)).toBe(410)
  })
})
