import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { linkEntries } from '#server/audit/link-entries'
import { verifyChain } from '#server/audit/verify-chain'
import { transaction } from '#server/platform/db'
import type { TestClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

type Entry = {
  act: string
  person: { name: string } | null
  erased: boolean
  before: unknown
  after: unknown
  address: string | null
}

describe('a person’s data', () => {
  let hub: TestHub
  let admin: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
  })
  afterAll(() => hub.close())

  const somebody = async () => {
    const client = await hub.person('Nguyễn Văn Xóa', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const made = await client.post<{ asset: { id: string } }>('/api/v1/articles', {
      title: 'Bài của Xóa',
      html: '<p>x</p>',
    })
    const { email } = (await client.get<{ email: string }>('/api/v1/me')).body
    return { client, email, assetId: made.body.asset.id, path: `/api/v1/people/${client.personId}` }
  }
  const entries = async (query: string) =>
    (await admin.get<{ entries: Entry[] }>(`/api/v1/audit?${query}`)).body.entries

  it('is handed out whole, without what lets anybody in, and the handing out is an act', async () => {
    const { client, email, path } = await somebody()
    const answer = await admin.get<{ person: object; rows: Record<string, object[]>; acts: Entry[] }>(`${path}/export`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment/)
    expect(answer.body.person).toMatchObject({ email, name: 'Nguyễn Văn Xóa' })
    expect(answer.body.rows.membership).toHaveLength(1)
    expect(answer.body.rows.session).toHaveLength(1)
    expect(answer.body.acts.map(act => act.act)).toContain('article.create')
    const text = JSON.stringify(answer.body)
    expect(text).not.toContain('$argon2id')
    const token = (await hub.deps.db.session.findFirstOrThrow({ where: { personId: client.personId } })).token
    expect(text).not.toContain(token)
    expect((await entries(`subject=${client.personId}`)).map(act => act.act)).toContain('person.export')
  })

  it('goes when it is erased: sessions, ways to sign in, names and addresses; the acts and the chain stay', async () => {
    const { client, email, assetId, path } = await somebody()
    await transaction(hub.deps.db, tx => linkEntries(tx, { limit: 500, wait: true }))
    expect((await admin.post(`${path}/erasure`)).status).toBe(204)
    await transaction(hub.deps.db, tx => linkEntries(tx, { limit: 500, wait: true }))

    expect((await client.get('/api/v1/me')).status).toBe(401)
    expect((await hub.anonymous.post('/api/auth/sign-in/email', { email, password })).status).toBe(401)
    expect(await hub.deps.db.account.count({ where: { personId: client.personId } })).toBe(0)
    expect(await hub.deps.db.membership.count({ where: { personId: client.personId } })).toBe(0)

    const [made] = await entries(`subject=${assetId}&act=article.create`)
    expect(made).toMatchObject({ person: null, erased: true, address: null, after: { title: 'Bài của Xóa' } })
    const about = await entries(`subject=${client.personId}`)
    expect(about.map(act => act.act)).toEqual(
      expect.arrayContaining(['person.create', 'session.sign-in', 'person.erase']),
    )
    expect(about.find(act => act.act === 'person.create')?.after).toBeNull()
    expect(about.find(act => act.act === 'person.erase')?.person?.name).toBe('Quản trị')
    const timeline = await admin.get<{ entries: { person: string }[] }>(`/api/v1/assets/${assetId}/timeline`)
    expect(timeline.body.entries.map(act => act.person)).toContain('Người dùng đã xóa')

    const report = await verifyChain(hub.deps.db)
    expect(report.broken).toBeNull()
    expect(report.erased).toBeGreaterThanOrEqual(3)
    const left = await hub.deps.pool.query(
      `select d.* from audit_detail d where d::text ilike '%' || $1 || '%' or d.person_id = $2`,
      [email, client.personId],
    )
    expect(left.rows).toEqual([])
    const dumped = await hub.deps.db.person.findUniqueOrThrow({ where: { id: client.personId } })
    expect(dumped).toMatchObject({ name: 'Người dùng đã xóa', hubRoles: [] })
    expect(dumped.email).not.toContain(email)
  })

  it('is not erased by oneself, nor is the last administrator', async () => {
    expect((await admin.post(`/api/v1/people/${admin.personId}/erasure`)).status).toBe(409)
    const other = await hub.person('Quản trị hai', { hubRoles: ['administrator'] })
    await hub.deps.db.person.update({ where: { id: admin.personId }, data: { suspendedAt: new Date() } })
    expect((await other.post(`/api/v1/people/${admin.personId}/erasure`)).status).toBe(204)
    expect((await other.post(`/api/v1/people/${other.personId}/erasure`)).status).toBe(409)
    admin = other
  })

  it('can be erased twice without harm', async () => {
    const { path } = await somebody()
    expect((await admin.post(`${path}/erasure`)).status).toBe(204)
    expect((await admin.post(`${path}/erasure`)).status).toBe(204)
    expect((await verifyChain(hub.deps.db)).broken).toBeNull()
  })
})
