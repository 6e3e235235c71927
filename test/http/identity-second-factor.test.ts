import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Me } from '#contracts/unit'
import { readConfig } from '#server/platform/config'
import { type Answer, type TestClient, testClient } from '../support/test-client.ts'
import { password, type Roles, startTestHub, type TestHub } from '../support/test-hub.ts'
import { totpCode } from '../support/totp.ts'

type SetUp = { email: string; client: TestClient; uri: string; codes: string[] }

describe('the second factor', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_REQUIRE_TOTP: '1' } })
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    await hub.deps.db.attempt.deleteMany()
  })
  const withCookies = (answer: Answer, personId = '') =>
    testClient(
      hub.url,
      personId,
      answer.headers
        .getSetCookie()
        .filter(part => !/max-age=0/i.test(part))
        .map(part => part.split(';')[0])
        .join('; '),
    )
  const meOf = async (client: TestClient) => (await client.get<Me>('/api/v1/me')).body
  const signIn = (email: string) => hub.anonymous.post('/api/auth/sign-in/email', { email, password })
  const verify = (client: TestClient, code: string) => client.post('/api/auth/two-factor/verify-totp', { code })

  /** A person who has set up the second factor, with their session after it. */
  const setUp = async (roles: Roles): Promise<SetUp> => {
    const client = await hub.person('Tuyển chọn', roles)
    const { email } = await meOf(client)
    const enabled = await client.post<{ totpURI: string; backupCodes: string[] }>('/api/auth/two-factor/enable', {
      password,
    })
    expect(enabled.status).toBe(200)
    const verified = await verify(client, totpCode(enabled.body.totpURI))
    expect(verified.status).toBe(200)
    const after = withCookies(verified, client.personId)
    return { email, client: after, uri: enabled.body.totpURI, codes: enabled.body.backupCodes }
  }

  it('is asked for beyond loopback only, unless HUB_REQUIRE_TOTP says so', () => {
    const read = (env: Record<string, string>) => readConfig({ HUB_DATA_DIR: '/x', ...env }).requireTotp
    expect(read({})).toBe(false)
    expect(read({ HUB_BIND: '0.0.0.0', HUB_PUBLIC_URL: 'https://hub.example' })).toBe(true)
    expect(read({ HUB_PUBLIC_URL: 'https://hub.example' })).toBe(true)
    expect(read({ HUB_PUBLIC_URL: 'https://hub.example', HUB_REQUIRE_TOTP: '0' })).toBe(false)
    expect(read({ HUB_REQUIRE_TOTP: '1' })).toBe(true)
  })

  it.each(['curator', 'administrator'] as const)('withholds every role of a %s until it is set up', async role => {
    const client = await hub.person('Chưa thiết lập', {
      hubRoles: [role],
      memberships: [{ unit: 'bao', role: 'editor' }],
    })
    const me = await meOf(client)
    expect(me).toMatchObject({
      hubRoles: [],
      memberships: [],
      may: { upload: false, curate: false, administer: false },
      secondFactor: { on: false, required: true },
    })
    expect((await client.get('/api/v1/jobs')).status).toBe(403)
    expect((await client.get('/api/v1/people')).status).toBe(403)
    expect((await client.post('/api/v1/articles', { title: 'Bài', html: '<p>x</p>' })).status).toBe(403)
    const { client: after } = await setUp({ hubRoles: [role] })
    expect(await meOf(after)).toMatchObject({ hubRoles: [role], secondFactor: { on: true, required: false } })
  })

  it('asks nothing of people without a hub role, and lets them set it up', async () => {
    const client = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    expect(await meOf(client)).toMatchObject({ may: { upload: true }, secondFactor: { on: false, required: false } })
  })

  it('ends the sessions that began before it, and gives the one that set it up a new token', async () => {
    const client = await hub.person('Hai máy', {})
    const { email } = await meOf(client)
    const other = await testClient(hub.url).signIn(email, password)
    const enabled = await client.post<{ totpURI: string }>('/api/auth/two-factor/enable', { password })
    expect((await meOf(client)).secondFactor.on).toBe(false)
    const verified = await verify(client, totpCode(enabled.body.totpURI))
    expect((await other.get('/api/v1/me')).status).toBe(401)
    expect((await client.get('/api/v1/me')).status).toBe(401)
    expect((await meOf(withCookies(verified))).secondFactor.on).toBe(true)
  })

  it('stands between password and session: the password alone opens nothing', async () => {
    const { email, uri } = await setUp({ hubRoles: ['administrator'] })
    const first = await signIn(email)
    expect(first.body).toMatchObject({ twoFactorRedirect: true })
    const halfway = withCookies(first)
    expect((await halfway.get('/api/v1/me')).status).toBe(401)
    expect((await halfway.post('/api/auth/two-factor/disable', { password })).status).toBe(401)
    const wrong = await verify(halfway, totpCode(uri, 40))
    expect([wrong.status, wrong.body]).toMatchObject([401, { type: 'urn:media-hub:problem:wrong-code' }])
    const right = await verify(halfway, totpCode(uri))
    expect(right.status).toBe(200)
    expect(await meOf(withCookies(right))).toMatchObject({ hubRoles: ['administrator'] })
  })

  it('takes a code once only, within its half minute, too', async () => {
    const { email, uri } = await setUp({})
    const code = totpCode(uri)
    expect((await verify(withCookies(await signIn(email)), code)).status).toBe(200)
    const before = await hub.deps.db.session.count({ where: { person: { email } } })
    const again = await verify(withCookies(await signIn(email)), code)
    expect(again.status).toBe(401)
    expect(again.headers.getSetCookie().join()).not.toMatch(/session_token=[^;]/)
    expect(await hub.deps.db.session.count({ where: { person: { email } } })).toBe(before)
  })

  it('locks after ten wrong codes, over as many sign-ins as one likes', async () => {
    const { email, uri } = await setUp({})
    const statuses: number[] = []
    for (let round = 0; round < 3; round += 1) {
      const halfway = withCookies(await signIn(email))
      for (let n = 0; n < 5; n += 1) statuses.push((await verify(halfway, totpCode(uri, 50 + n + round * 10))).status)
    }
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(401))
    expect(statuses.slice(10).every(status => status === 429 || status === 401)).toBe(true)
    expect((await verify(withCookies(await signIn(email)), totpCode(uri))).status).toBe(429)
  })

  it('takes a recovery code instead, each once, and makes new ones for the password', async () => {
    const { email, client, codes } = await setUp({})
    expect(codes).toHaveLength(10)
    const recover = async (code: string) =>
      withCookies(await signIn(email)).post('/api/auth/two-factor/verify-backup-code', { code })
    expect((await recover(codes[0]!)).status).toBe(200)
    expect((await recover(codes[0]!)).status).toBe(401)
    const anew = await client.post<{ backupCodes: string[] }>('/api/auth/two-factor/generate-backup-codes', {
      password,
    })
    expect(anew.status).toBe(200)
    expect((await recover(codes[1]!)).status).toBe(401)
    expect((await recover(anew.body.backupCodes[0]!)).status).toBe(200)
  })

  it('keeps neither the secret nor the recovery codes readable in the database', async () => {
    const { client, uri, codes } = await setUp({})
    const row = await hub.deps.db.twoFactor.findUniqueOrThrow({ where: { personId: client.personId } })
    expect(JSON.stringify(row)).not.toContain(codes[0])
    expect(row.secret).not.toContain(new URL(uri).searchParams.get('secret'))
  })

  it('trusts no device: a member that asks for it is refused', async () => {
    const { email, uri } = await setUp({})
    const halfway = withCookies(await signIn(email))
    const body = { code: totpCode(uri), trustDevice: true }
    expect((await halfway.post('/api/auth/two-factor/verify-totp', body)).status).toBe(400)
  })

  it('withholds the roles again from a curator who turns it off', async () => {
    const { client } = await setUp({ hubRoles: ['curator'] })
    const off = await client.post('/api/auth/two-factor/disable', { password })
    expect(off.status).toBe(200)
    expect(await meOf(withCookies(off))).toMatchObject({ hubRoles: [], secondFactor: { on: false, required: true } })
  })
})
