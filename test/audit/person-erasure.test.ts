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

const free = 'https://creativecommons.org/licenses/by/4.0/'

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
    const listed = async () =>
      (await admin.get<{ people: { id: string }[] }>('/api/v1/people')).body.people.some(
        ({ id }) => id === client.personId,
      )
    expect(await listed()).toBe(true)
    expect((await admin.post(`${path}/erasure`)).status).toBe(204)
    expect(await listed()).toBe(false)
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

  it('leaves where items were used on record, for the unit, and the address in no invitation', async () => {
    const { client, email, assetId, path } = await somebody()
    const { db } = hub.deps
    await db.asset.update({ where: { id: assetId }, data: { visibility: 'hub', rightsStatement: free } })
    const taken = await client.post(`/api/v1/assets/${assetId}/uses`, { purpose: 'web', url: 'https://bao.example/1' })
    expect(taken.status).toBe(201)
    const roles = { hubRoles: [], memberships: [{ unit: 'bao', role: 'reader' }] }
    expect((await admin.post('/api/v1/invitations', { email, ...roles })).status).toBe(201)
    const held = await admin.get<{ rows: Record<string, object[]> }>(`${path}/export`)
    expect(held.body.rows.asset_reuse).toMatchObject([{ url: 'https://bao.example/1' }])
    expect(held.body.rows.invitation).toHaveLength(1)

    expect((await admin.post(`${path}/erasure`)).status).toBe(204)
    type Shown = { person: { id: string | null; name: string }; unit: { name: string }; url: string; mayEdit: boolean }
    const { body } = await admin.get<{ uses: Shown[] }>(`/api/v1/assets/${assetId}/uses`)
    expect(body.uses).toMatchObject([
      { person: { id: null, name: 'Người dùng đã xóa' }, unit: { name: 'Báo Tây Ninh' }, url: 'https://bao.example/1' },
    ])
    const invitations = await db.invitation.findMany({ where: { createdAt: { gt: new Date(0) } } })
    expect(invitations).toHaveLength(1)
    expect(invitations[0]!.email).not.toContain(email)
    expect(invitations[0]!.revokedAt).not.toBeNull()
  })

  it('goes from the acts that are nobody’s but about them: a failed sign-in, a password set by a link', async () => {
    const { client, email, path } = await somebody()
    const wrong = await hub.anonymous.post('/api/auth/sign-in/email', { email, password: 'sai-mat-khau-dai' })
    expect(wrong.status).toBe(401)
    const refused = () => entries(`subject=${client.personId}&act=session.refused`)
    await expect.poll(refused).toMatchObject([{ person: null, address: '127.0.0.1' }])
    expect((await admin.post(`${path}/erasure`)).status).toBe(204)
    expect(await refused()).toMatchObject([{ person: null, address: null }])
  })

  it('is named by no table that erasure does not know', async () => {
    // What these name is the person’s row, which keeps its id under the pseudonym: who made an item or decided is an act.
    const acts = [
      ...['asset.uploaded_by', 'asset_version.created_by', 'nomination.nominated_by', 'nomination.decided_by'],
      ...['delivery.requested_by', 'invitation.invited_by', 'audit_detail.person_id', 'audit_view.person_id'],
    ]
    const { rows } = await hub.deps.pool.query<{ name: string }>(`
      select c.relname || '.' || a.attname as name
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid = 'uuid'::regtype
        and (a.attname like '%person_id' or a.attname like '%_by' or a.attname = 'owner_id')
        and a.attname <> 'erased_by'
        and not exists (select from pg_constraint f where f.contype = 'f' and f.conrelid = c.oid
          and f.confrelid = 'person'::regclass and f.confdeltype in ('c', 'n') and a.attnum = any(f.conkey))
      order by 1`)
    expect(rows.map(row => row.name)).toEqual([...acts].sort())
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
