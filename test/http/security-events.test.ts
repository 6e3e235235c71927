import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewApiKeyAnswer } from '#contracts/api-key'
import { createApp } from '#server/http/app'
import { newId } from '#server/platform/new-id'
import { type TestClient, testClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'
import { totpCode } from '../support/totp.ts'

type Line = { event: string } & Record<string, unknown>

describe('a refusal', () => {
  let hub: TestHub
  let close: () => Promise<unknown>
  let url: string
  const lines: Line[] = []
  beforeAll(async () => {
    hub = await startTestHub()
    const keep = (line: Line) => void lines.push(line)
    const log = { info: keep, warn: keep, error: keep }
    const server = createServer(createApp({ ...hub.deps, log }))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    close = () => new Promise(resolve => server.close(resolve))
  })
  afterAll(async () => {
    await close()
    await hub.close()
  })

  const at = (client: TestClient) => testClient(url, client.personId, client.cookie)
  const events = () => lines.filter(line => line.event === 'access.refused')
  const acts = (act: string, subjectId: string) =>
    hub.deps.db.auditEntry.findMany({ where: { act, subjectId }, include: { detail: true } })
  const emailOf = async (client: TestClient) => (await client.get<{ email: string }>('/api/v1/me')).body.email

  it('to sign in is a line of the log and, where there is such an account, an act about it', async () => {
    const person = await hub.person('Lan', {})
    const email = await emailOf(person)
    const wrong = { email: email.toUpperCase(), password: 'khong-phai-mat-khau' }
    expect((await testClient(url).post('/api/auth/sign-in/email', wrong)).status).toBe(401)
    await expect.poll(() => acts('session.refused', person.personId)).toHaveLength(1)
    const [entry] = await acts('session.refused', person.personId)
    expect(entry?.detail).toMatchObject({
      personId: null,
      address: '127.0.0.1',
      after: { problem: 'wrong-credentials' },
    })
    expect(events().at(-1)).toMatchObject({ problem: 'wrong-credentials', address: '127.0.0.1', method: 'POST' })
    const before = await hub.deps.db.auditEntry.count()
    const nobody = { email: 'mat-khau-go-nham@x.test', password }
    expect((await testClient(url).post('/api/auth/sign-in/email', nobody)).status).toBe(401)
    await expect.poll(() => events().filter(line => line.problem === 'wrong-credentials').length).toBe(2)
    expect(await hub.deps.db.auditEntry.count()).toBe(before)
    expect(JSON.stringify(lines)).not.toMatch(/mat-khau/)
  })

  it('of a second factor is an act about the account whose password was right', async () => {
    const person = at(await hub.person('Hai', {}))
    const email = await emailOf(person)
    const { body } = await person.post<{ totpURI: string }>('/api/auth/two-factor/enable', { password })
    expect((await person.post('/api/auth/two-factor/verify-totp', { code: totpCode(body.totpURI) })).status).toBe(200)
    const first = await testClient(url).post('/api/auth/sign-in/email', { email, password })
    const cookie = first.headers
      .getSetCookie()
      .map(part => part.split(';')[0])
      .join('; ')
    const wrong = await testClient(url, '', cookie).post('/api/auth/two-factor/verify-backup-code', {
      code: 'khong-dung',
    })
    expect(wrong.status).toBe(401)
    await expect.poll(() => acts('session.refused', person.personId)).toHaveLength(1)
  })

  it('for want of a role enters the audit once an hour a route, and the log each time', async () => {
    const person = at(await hub.person('Bình', { memberships: [{ unit: 'bao', role: 'reader' }] }))
    const from = events().length
    for (let i = 0; i < 3; i++) expect((await person.get('/api/v1/audit')).status).toBe(403)
    expect((await person.get('/api/v1/people')).status).toBe(403)
    await expect.poll(() => acts('access.refused', person.personId)).toHaveLength(2)
    const refused = await acts('access.refused', person.personId)
    expect(refused.map(entry => entry.detail?.after)).toContainEqual({
      ...{ problem: 'not-allowed', method: 'GET', path: '/api/v1/audit' },
    })
    expect(events().slice(from)).toHaveLength(4)
    expect(events().at(-1)).toMatchObject({ problem: 'not-allowed', person: person.personId, hidden: false })
  })

  it('of what is another’s is told from what is nobody’s by the log alone', async () => {
    const owner = await hub.person('Chủ', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const draft = { title: 'Nháp', html: '<p>x</p>', visibility: 'draft' }
    const made = await owner.post<{ asset: { id: string } }>('/api/v1/articles', draft)
    const stranger = at(await hub.person('Khách', { memberships: [{ unit: 'dai', role: 'editor' }] }))
    const from = events().length
    const theirs = await stranger.get(`/api/v1/assets/${made.body.asset.id}`)
    const nobodys = await stranger.get(`/api/v1/assets/${newId()}`)
    expect([theirs.status, nobodys.status]).toEqual([404, 404])
    expect({ ...theirs.body, instance: '' }).toEqual({ ...nobodys.body, instance: '' })
    expect(events().slice(from)).toMatchObject([{ problem: 'not-found', hidden: true, person: stranger.personId }])
    await expect.poll(() => acts('access.refused', stranger.personId)).toHaveLength(1)
  })

  it('of a key or of another site’s page is a line of the log', async () => {
    const owner = await hub.person('Máy', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const made = await owner.post<NewApiKeyAnswer>('/api/v1/me/keys', { name: 'k', scopes: ['read'], expiresInDays: 1 })
    const from = events().length
    const ask = (headers: Record<string, string>, body?: object) =>
      testClient(url).send(body ? 'POST' : 'GET', body ? '/api/v1/articles' : '/api/v1/me/keys', body, headers)
    await ask({ authorization: 'Bearer sai' })
    await ask({ authorization: `Bearer ${made.body.secret}` })
    await ask({ origin: 'https://evil.example' }, {})
    expect(
      events()
        .slice(from)
        .map(line => line.problem),
    ).toEqual(['key-refused', 'scope-missing', 'origin-refused'])
    expect(JSON.stringify(lines)).not.toContain(made.body.secret)
  })
})
