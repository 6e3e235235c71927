import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

describe('a session', () => {
  let hub: TestHub
  let email: string
  beforeAll(async () => {
    hub = await startTestHub()
    const person = await hub.person('Người dùng', { memberships: [{ unit: 'bao', role: 'editor' }] })
    email = (await person.get<{ email: string }>('/api/v1/me')).body.email
  })
  afterAll(() => hub.close())
  const signIn = (body: unknown, headers = {}) => hub.anonymous.post('/api/auth/sign-in/email', body, headers)

  it('begins with e-mail and password and ends with signing out', async () => {
    const client = await testClient(hub.url).signIn(email, password)
    expect((await client.get('/api/v1/me')).body).toMatchObject({
      name: 'Người dùng',
      may: { upload: true, curate: false, administer: false },
    })
    expect((await client.post('/api/auth/sign-out', {}, { origin: hub.url })).status).toBe(200)
    expect((await client.get('/api/v1/me')).status).toBe(401)
  })

  it('keeps the password as argon2id and the cookie from scripts and other sites', async () => {
    const account = await hub.deps.db.account.findFirstOrThrow({ where: { person: { email } } })
    expect(account.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    const cookie = (await signIn({ email, password })).headers.get('set-cookie')
    expect(cookie).toMatch(/HttpOnly/i)
    expect(cookie).toMatch(/SameSite=Lax/i)
  })

  it('answers a wrong password and an unknown address alike', async () => {
    const strip = (body: object) => ({ ...body, instance: '' })
    const wrong = await signIn({ email, password: 'khong-phai-mat-khau-nay' })
    const unknown = await signIn({ email: 'khong-co@hub.test', password })
    expect(wrong.status).toBe(401)
    expect(strip(wrong.body)).toEqual(strip(unknown.body))
    expect(wrong.body).toMatchObject({ type: 'urn:media-hub:problem:wrong-credentials' })
  })

  it('cannot be made by registering: that door of better-auth is shut', async () => {
    const body = { email: 'moi@hub.test', password, name: 'Mới' }
    expect((await hub.anonymous.post('/api/auth/sign-up/email', body)).status).toBe(404)
    expect((await hub.anonymous.post('/api/auth/update-user', { name: 'x' })).status).toBe(404)
  })

  it('does nothing for another site’s page', async () => {
    const client = await testClient(hub.url).signIn(email, password)
    const body = { title: 'Bài', html: '<p>x</p>' }
    expect((await client.post('/api/v1/articles', body, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await client.post('/api/v1/articles', body, { 'sec-fetch-site': 'cross-site' })).status).toBe(403)
    expect(
      (await client.post('/api/v1/articles', body, { origin: hub.url, 'sec-fetch-site': 'same-origin' })).status,
    ).toBe(201)
  })

  it('tells who has it without its token, and null to nobody', async () => {
    const client = await testClient(hub.url).signIn(email, password)
    const { status, body } = await client.get<{ user: { email: string } }>('/api/auth/get-session')
    expect([status, body.user.email]).toEqual([200, email])
    expect(JSON.stringify(body)).not.toMatch(/"token"|password/)
    expect((await hub.anonymous.get('/api/auth/get-session')).body).toBeNull()
  })

  it('lasts seven days', async () => {
    const client = await hub.person('Một tuần', {})
    const { createdAt, expiresAt } = await hub.deps.db.session.findFirstOrThrow({
      where: { personId: client.personId },
    })
    expect(Math.round((expiresAt.getTime() - createdAt.getTime()) / 60_000)).toBe(7 * 24 * 60)
  })

  it('is nobody’s once the person is suspended', async () => {
    const client = await testClient(hub.url).signIn(email, password)
    await hub.deps.db.person.update({ where: { email }, data: { suspendedAt: new Date() } })
    expect((await client.get('/api/v1/me')).status).toBe(401)
    await hub.deps.db.person.update({ where: { email }, data: { suspendedAt: null } })
  })

  it('answers errors in the language that is asked for', async () => {
    const vi = await hub.anonymous.get<{ title: string }>('/api/v1/me')
    const en = await hub.anonymous.get<{ title: string }>('/api/v1/me', { 'accept-language': 'en' })
    expect([vi.body.title, en.body.title]).toEqual(['Cần đăng nhập', 'Sign-in required'])
    expect(vi.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })
})
