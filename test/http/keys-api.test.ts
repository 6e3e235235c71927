import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiKey, KeyScope, NewApiKeyAnswer } from '#contracts/api-key'
import { keyScopes } from '#contracts/api-key'
import { newId } from '#server/platform/new-id'
import { type TestClient, testClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

const article = { title: 'Bài', html: '<p>Nội dung</p>', visibility: 'unit' }
const draft = { name: 'Máy quét ảnh', scopes: ['read'], expiresInDays: 30 }

describe('an API key', () => {
  let hub: TestHub
  let editor: TestClient
  let administrator: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    administrator = await hub.person('Quản trị', { hubRoles: ['administrator'] })
  })
  afterAll(() => hub.close())

  const make = async (owner: TestClient, scopes: readonly KeyScope[], expiresInDays = 30) => {
    const answer = await owner.post<NewApiKeyAnswer>('/api/v1/me/keys', { ...draft, scopes, expiresInDays })
    expect(answer.status).toBe(201)
    return { ...answer.body, by: { authorization: `Bearer ${answer.body.secret}` } }
  }
  const call = (by: Record<string, string>, method: string, path: string, body?: unknown, headers = {}) =>
    hub.anonymous.send<{ type?: string; scope?: string; asset?: { id: string } }>(method, path, body, {
      ...by,
      ...headers,
    })
  const me = (by: Record<string, string>) => call(by, 'GET', '/api/v1/me')

  it('is shown once and kept as a hash that nothing else in the database betrays', async () => {
    const { key, secret } = await make(editor, ['read'])
    expect(secret).toMatch(/^hub_[A-Za-z0-9_-]{43}$/)
    expect(secret.startsWith(key.prefix)).toBe(true)
    expect(key.prefix).toHaveLength(12)
    const row = await hub.deps.db.apiKey.findUniqueOrThrow({ where: { id: key.id } })
    expect(row.secretHash).toBe(createHash('sha256').update(secret).digest('hex'))
    const rest = secret.slice(12)
    const { rows } = await hub.deps.pool.query<{ text: string }>(
      `select coalesce(string_agg(t.line, ''), '') as text from (
        select k::text as line from api_key k union all select a::text from audit_entry a) t`,
    )
    expect(rows[0]?.text).toContain(key.prefix)
    expect(rows[0]?.text).not.toContain(rest)
    const list = await editor.get('/api/v1/me/keys')
    expect(JSON.stringify(list.body)).not.toContain(rest)
  })

  it('must end, within a year, and must be allowed something that exists', async () => {
    const bad = [
      { name: 'x', scopes: ['read'] },
      { ...draft, expiresInDays: 0 },
      { ...draft, expiresInDays: 366 },
      { ...draft, expiresInDays: 1.5 },
      { ...draft, scopes: [] },
      { ...draft, scopes: ['administer'] },
      { ...draft, name: '' },
      { ...draft, personId: administrator.personId },
    ]
    for (const body of bad) expect.soft((await editor.post('/api/v1/me/keys', body)).status).toBe(400)
    const { key } = await make(editor, ['read'], 365)
    const days = (Date.parse(key.expiresAt) - Date.parse(key.createdAt)) / 86_400_000
    expect(days).toBeCloseTo(365, 1)
  })

  it('acts as its owner, is noted as used, and what it did is recorded with it', async () => {
    const { key, by } = await make(editor, ['upload'])
    const made = await call(by, 'POST', '/api/v1/articles', article)
    expect(made.status).toBe(201)
    const [row] = await hub.deps.db.auditEntry.findMany({
      where: { subjectId: made.body.asset!.id },
      include: { detail: true },
    })
    expect(row).toMatchObject({ act: 'article.create', apiKeyId: key.id, detail: { personId: editor.personId } })
    const { body } = await editor.get<{ keys: ApiKey[] }>('/api/v1/me/keys')
    const used = body.keys.find(each => each.id === key.id)
    expect(used).toMatchObject({ lastUsedFrom: '127.0.0.1', state: 'active' })
    expect(Date.parse(used!.lastUsedAt!)).toBeGreaterThan(Date.now() - 60_000)
    const audit = await administrator.get(`/api/v1/audit?subject=${made.body.asset!.id}`)
    expect(audit.body).toMatchObject({ entries: [{ apiKeyId: key.id, person: { id: editor.personId } }] })
  })

  it('does only what its scopes say, and says which scope is missing', async () => {
    const { by } = await make(editor, ['read'])
    const own = await editor.post<{ asset: { id: string } }>('/api/v1/articles', article)
    const at = `/api/v1/assets/${own.body.asset.id}`
    expect((await call(by, 'GET', at)).status).toBe(200)
    const edit = await call(by, 'PATCH', at, { title: 'Khác' }, { 'if-match': '"r1"' })
    expect([edit.status, edit.body.type, edit.body.scope]).toEqual([403, 'urn:media-hub:problem:scope-missing', 'edit'])
    expect(edit.headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="edit"')
    expect((await call(by, 'POST', '/api/v1/articles', article)).body.scope).toBe('upload')
    expect((await call(by, 'DELETE', at)).status).toBe(403)
    const upload = await make(editor, ['upload'])
    expect((await call(upload.by, 'GET', at)).status).toBe(403)
    expect((await call(upload.by, 'GET', '/api/v1/search?q=b')).status).toBe(403)
  })

  it('of an administrator administers nothing: no people, no keys, no sessions, no passwords', async () => {
    const { key, by } = await make(administrator, keyScopes)
    const person = { email: `${newId()}@x.test`, name: 'Kẻ gian', password, hubRoles: ['administrator'] }
    const wanted: [string, string, unknown?][] = [
      ['POST', '/api/v1/people', person],
      ['GET', '/api/v1/people'],
      ['GET', '/api/v1/audit'],
      ['GET', '/api/v1/jobs'],
      ['GET', '/api/v1/me/keys'],
      ['POST', '/api/v1/me/keys', draft],
      ['DELETE', `/api/v1/me/keys/${key.id}`],
      ['POST', '/api/auth/change-password', { currentPassword: password, newPassword: 'mot-mat-khau-khac-han' }],
      ['POST', '/api/auth/sign-out', {}],
      ['GET', '/api/auth/get-session'],
    ]
    for (const [method, path, body] of wanted) {
      // The owner's cookie beside the key changes nothing: the key alone counts.
      const both: Record<string, string> = { ...by, cookie: administrator.cookie, origin: hub.url }
      for (const headers of [by, both]) {
        const answer = await call(headers, method, path, body)
        expect.soft([answer.status, answer.body.type], path).toEqual([403, 'urn:media-hub:problem:scope-missing'])
      }
    }
    expect((await administrator.get('/api/v1/me')).status).toBe(200)
  })

  it('has the owner’s roles of this moment', async () => {
    const owner = await hub.person('Người chuyển đơn vị', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const { by } = await make(owner, ['upload'])
    expect((await call(by, 'POST', '/api/v1/articles', article)).status).toBe(201)
    await hub.deps.db.membership.deleteMany({ where: { personId: owner.personId } })
    expect((await call(by, 'POST', '/api/v1/articles', article)).status).toBe(403)
  })

  it('dies at once when it is revoked, when it expires and when its owner is suspended', async () => {
    const owner = await hub.person('Người bị đình chỉ', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const revoked = await make(owner, ['read'])
    const expired = await make(owner, ['read'])
    const kept = await make(owner, ['read'])
    for (const { by } of [revoked, expired, kept]) expect((await me(by)).status).toBe(200)
    expect((await owner.delete(`/api/v1/me/keys/${revoked.key.id}`)).status).toBe(204)
    expect((await owner.delete(`/api/v1/me/keys/${revoked.key.id}`)).status).toBe(204)
    await expire(expired.key.id)
    for (const { by } of [revoked, expired]) expect((await me(by)).status).toBe(401)
    const { body } = await owner.get<{ keys: ApiKey[] }>('/api/v1/me/keys')
    expect(body.keys.map(key => key.state)).toEqual(['active', 'expired', 'revoked'])

    await hub.deps.db.person.update({ where: { id: owner.personId }, data: { suspendedAt: new Date() } })
    const refused = await me(kept.by)
    expect([refused.status, refused.body.type]).toEqual([401, 'urn:media-hub:problem:key-refused'])
    expect(refused.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"')
  })
  // The running role may not move a key's end; time alone does.
  const expire = async (id: string) => {
    const { ownerUrl } = hub.deps.config.database as { ownerUrl: string }
    const { default: pg } = await import('pg')
    const owner = new pg.Client(ownerUrl)
    await owner.connect()
    await owner.query(`update api_key set expires_at = now() where id = $1`, [id])
    await owner.end()
  }

  it('cannot be given more than it was made with, not even by the hub’s own database role', async () => {
    const { key } = await make(editor, ['read'])
    for (const change of [`scopes = '{curate}'`, `expires_at = now() + interval '90 days'`, `person_id = person_id`]) {
      await expect(hub.deps.pool.query(`update api_key set ${change} where id = $1`, [key.id])).rejects.toThrow(
        /permission denied/,
      )
    }
  })

  it('that is wrong is refused everywhere, also where nobody need sign in, and beside a good cookie', async () => {
    const wrong = ['hub_', `hub_${'A'.repeat(43)}`, 'x', `hub_${'A'.repeat(5000)}`, '']
    for (const secret of wrong) {
      const by = { authorization: `Bearer ${secret}` }
      expect.soft((await call(by, 'GET', '/api/v1/sign-in-options')).status).toBe(401)
      expect.soft((await call({ ...by, cookie: editor.cookie }, 'GET', '/api/v1/me')).status).toBe(401)
      expect.soft((await call(by, 'GET', '/api/v1/search?q=b')).status).toBe(401)
    }
    expect((await editor.get('/api/v1/me', { authorization: 'Basic eDp5' })).status).toBe(200)
  })

  it('counts alone where a cookie comes too, and frees of the origin rule only where none does', async () => {
    const { by } = await make(editor, ['upload'])
    const elsewhere = { origin: 'https://newsroom.example', 'sec-fetch-site': 'cross-site' }
    expect((await call(by, 'POST', '/api/v1/articles', article, elsewhere)).status).toBe(201)
    const both = { ...by, cookie: editor.cookie }
    expect((await call(both, 'POST', '/api/v1/articles', article, elsewhere)).status).toBe(403)
    const seen = await call({ ...by, cookie: administrator.cookie }, 'POST', '/api/v1/articles', article)
    const [row] = await hub.deps.db.auditEntry.findMany({
      where: { subjectId: seen.body.asset!.id },
      include: { detail: true },
    })
    expect(row?.detail?.personId).toBe(editor.personId)
  })

  it('of somebody else is as if it were not', async () => {
    const { key } = await make(editor, ['read'])
    const strip = (body: object) => ({ ...body, instance: '' })
    const other = await administrator.send('DELETE', `/api/v1/me/keys/${key.id}`)
    const unknown = await administrator.send('DELETE', `/api/v1/me/keys/${newId()}`)
    expect(other.status).toBe(404)
    expect(strip(other.body)).toEqual(strip(unknown.body))
    expect((await hub.anonymous.get('/api/v1/me/keys')).status).toBe(401)
  })

  it('is refused as the twenty-first, also to twenty-five asked for at once', async () => {
    const owner = await hub.person('Người gom khóa', {})
    const answers = await Promise.all(Array.from({ length: 25 }, () => owner.post('/api/v1/me/keys', draft)))
    const count = (status: number) => answers.filter(answer => answer.status === status).length
    expect([count(201), count(409)]).toEqual([20, 5])
  })

  it('finds no single sign-on where none is configured', async () => {
    const options = await hub.anonymous.get('/api/v1/sign-in-options')
    expect(options.body).toEqual({ hub: { name: expect.any(String) }, singleSignOn: null })
    expect((await hub.anonymous.post('/api/auth/sign-in/sso', {})).status).toBe(404)
    expect((await hub.anonymous.get('/api/auth/callback/sso?code=x&state=y')).status).toBe(404)
    expect((await hub.anonymous.post('/api/auth/sign-in/social', { provider: 'google' })).status).toBe(404)
  })

  it('is in no log line', async () => {
    const { secret, by } = await make(editor, ['read'])
    const lines: string[] = []
    const log = hub.deps.log as unknown as { info: (line: unknown) => void }
    const info = log.info
    log.info = line => void lines.push(JSON.stringify(line))
    await testClient(hub.url).get('/api/v1/me', by)
    await expect.poll(() => lines.length).toBeGreaterThan(0)
    log.info = info
    expect(lines.join()).not.toContain(secret.slice(12))
  })
})
