import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

const wrong = 'khong-phai-mat-khau-nay'

describe('signing in', () => {
  let hub: TestHub
  let email: string
  let personId: string
  beforeAll(async () => {
    hub = await startTestHub()
    const person = await hub.person('Người dùng', { memberships: [{ unit: 'bao', role: 'editor' }] })
    personId = person.personId
    email = (await person.get<{ email: string }>('/api/v1/me')).body.email
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    await hub.deps.db.attempt.deleteMany()
  })
  const signIn = (body: unknown, headers: Record<string, string> = {}) =>
    hub.anonymous.post('/api/auth/sign-in/email', body, headers)
  const cookieOf = (headers: Headers) =>
    headers
      .getSetCookie()
      .map(part => part.split(';')[0])
      .join('; ')

  it('gives a new token whatever token came along, and believes no token that it did not give (fixation)', async () => {
    const planted = 'hub.session_token=tu-ke-gian.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA%3D'
    const first = await signIn({ email, password }, { cookie: planted })
    const second = await signIn({ email, password }, { cookie: cookieOf(first.headers) })
    expect([first.status, second.status]).toEqual([200, 200])
    expect(cookieOf(first.headers)).not.toContain('tu-ke-gian')
    expect(cookieOf(second.headers)).not.toBe(cookieOf(first.headers))
    expect((await testClient(hub.url, '', planted).get('/api/v1/me')).status).toBe(401)
  })

  it('keeps the token out of the answer’s body, where a script could read it', async () => {
    const answer = await signIn({ email, password })
    const token = decodeURIComponent(/session_token=([^;.]+)/.exec(cookieOf(answer.headers))?.[1] ?? '')
    expect(token).toHaveLength(32)
    expect(JSON.stringify(answer.body)).not.toContain(token)
  })

  it('ends on the server: the cookie that was kept is worth nothing after signing out', async () => {
    const client = await testClient(hub.url).signIn(email, password)
    expect((await client.get('/api/v1/me')).status).toBe(200)
    await client.post('/api/auth/sign-out', {})
    expect((await client.get('/api/v1/me')).status).toBe(401)
  })

  it('stops after ten wrong passwords, whatever the headers and however the address is written', async () => {
    const answers: number[] = []
    for (let n = 0; n < 14; n += 1) {
      const headers = {
        'x-forwarded-for': `203.0.113.${n}`,
        'x-real-ip': `203.0.113.${n}`,
        'x-hub-peer': `203.0.113.${n}`,
        forwarded: `for=203.0.113.${n}`,
        'cf-connecting-ip': `203.0.113.${n}`,
        'user-agent': `curl/${n}`,
      }
      const written = n % 2 ? email.toUpperCase() : email
      answers.push((await signIn({ email: written, password: wrong }, headers)).status)
    }
    expect(answers).toEqual([...Array(10).fill(401), ...Array(4).fill(429)])
    const right = await signIn({ email, password })
    expect(right.status).toBe(429)
    expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  it('refuses lists, objects, further members and other forms of body instead of trying them', async () => {
    const bodies = [
      { email: [email], password },
      { email, password: [wrong, password] },
      { email: { equals: email }, password },
      { email, password, callbackURL: 'https://evil.example' },
      { email, password, role: 'administrator' },
      [{ email, password }],
    ]
    for (const body of bodies) expect.soft((await signIn(body)).status, JSON.stringify(body)).toBe(400)
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    expect((await signIn(`email=${email}&password=${password}`, form)).status).toBe(400)
  })

  it('lets no flood of parallel tries through: the try is counted before it is made', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn({ email, password: wrong })))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
  })

  it('counts tries for an unknown account alike, with the same answers', async () => {
    const strip = (answer: { status: number; body: object }) => ({
      status: answer.status,
      ...answer.body,
      instance: '',
    })
    const known: unknown[] = []
    const unknown: unknown[] = []
    for (let n = 0; n < 12; n += 1) {
      known.push(strip(await signIn({ email, password: wrong })))
      unknown.push(strip(await signIn({ email: 'khong-co@hub.test', password: wrong })))
    }
    expect(unknown).toEqual(known)
  })

  it('stops one address that tries many accounts', async () => {
    await hub.deps.db.$executeRaw`delete from attempt`
    const answers = await Promise.all(
      Array.from({ length: 110 }, (_, n) => signIn({ email: `a${n}@hub.test`, password: 'x' })),
    )
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(100)
    expect((await signIn({ email: 'khac@hub.test', password: 'x' })).status).toBe(429)
  }, 60_000)

  it('counts no success: a person may come and go all day', async () => {
    for (let n = 0; n < 13; n += 1) expect((await signIn({ email, password })).status).toBe(200)
  })

  it('shows a person their sessions and lets them end one or all others, but nobody else’s', async () => {
    await hub.deps.db.session.deleteMany({ where: { personId } })
    const [here, there, far] = [0, 1, 2].map(() => testClient(hub.url).signIn(email, password))
    const [a, b, c] = [await here!, await there!, await far!]
    type List = { sessions: { id: string; current: boolean; address: string }[] }
    const { sessions } = (await a.get<List>('/api/v1/me/sessions')).body
    expect(sessions.map(each => each.current).filter(Boolean)).toHaveLength(1)
    expect(sessions).toHaveLength(3)
    const ofB = (await b.get<List>('/api/v1/me/sessions')).body.sessions.find(each => each.current)!.id
    const stranger = await hub.person('Người khác', {})
    expect((await stranger.delete(`/api/v1/me/sessions/${ofB}`)).status).toBe(404)
    expect((await b.get('/api/v1/me')).status).toBe(200)
    expect((await a.delete(`/api/v1/me/sessions/${ofB}`)).status).toBe(204)
    expect((await b.get('/api/v1/me')).status).toBe(401)
    expect((await a.delete('/api/v1/me/sessions')).status).toBe(204)
    expect([(await c.get('/api/v1/me')).status, (await a.get('/api/v1/me')).status]).toEqual([401, 200])
    expect(JSON.stringify(sessions)).not.toMatch(/token/)
  })

  it('ends every other session when the password changes, and asks for the old one', async () => {
    const [a, b] = [
      await testClient(hub.url).signIn(email, password),
      await testClient(hub.url).signIn(email, password),
    ]
    const change = (body: object) => a.post<{ type: string }>('/api/auth/change-password', body)
    const refused = await change({ currentPassword: wrong, newPassword: 'mot-mat-khau-khac-han' })
    expect([refused.status, refused.body.type]).toEqual([422, 'urn:media-hub:problem:wrong-password'])
    const common = await change({ currentPassword: password, newPassword: 'Matkhau123456' })
    expect([common.status, common.body.type]).toEqual([422, 'urn:media-hub:problem:password-refused'])
    const changed = await change({ currentPassword: password, newPassword: 'mot-mat-khau-khac-han' })
    expect(changed.status).toBe(200)
    expect((await b.get('/api/v1/me')).status).toBe(401)
    expect((await a.get('/api/v1/me')).status).toBe(401)
    expect((await testClient(hub.url, '', cookieOf(changed.headers)).get('/api/v1/me')).status).toBe(200)
  })
})

describe('behind TLS', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_PUBLIC_URL: 'https://hub.example', HUB_REQUIRE_TOTP: '0' } })
  })
  afterAll(() => hub.close())

  it('names its cookies __Host-: secure, for the whole host and for no other', async () => {
    const person = await hub.person('Người dùng', {})
    const { email } = (await person.get<{ email: string }>('/api/v1/me')).body
    const answer = await hub.anonymous.post('/api/auth/sign-in/email', { email, password })
    const cookies = answer.headers.getSetCookie()
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies) {
      expect.soft(cookie).toMatch(/^__Host-hub\./)
      expect.soft(cookie).toMatch(/; Secure/i)
      expect.soft(cookie).toMatch(/; Path=\/(;|$)/i)
      expect.soft(cookie).toMatch(/; HttpOnly/i)
      expect.soft(cookie).not.toMatch(/domain/i)
    }
  })
})
