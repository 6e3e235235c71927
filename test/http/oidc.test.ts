import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort } from '#server/platform/embedded-postgres'
import { newId } from '#server/platform/new-id'
import { type CookieBrowser, cookieBrowser } from '../support/cookie-browser.ts'
import { type OpenIdProvider, openIdEnv, startOpenIdProvider } from '../support/openid-provider.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const secret = 'mot-bi-mat-cua-may-khach-thu-nghiem'

describe('single sign-on with a real OpenID provider', () => {
  let hub: TestHub
  let provider: OpenIdProvider
  beforeAll(async () => {
    const port = await freePort()
    // The hub starts while the provider is down: nothing is discovered.
    hub = await startTestHub({ env: openIdEnv(port, secret) })
    provider = await startOpenIdProvider(port, hub.url, secret)
  })
  afterAll(async () => {
    await provider?.stop()
    await hub?.close()
  })

  const begin = async (browser: CookieBrowser, to = '/kho?q=l%E1%BB%85') => {
    const headers = { 'content-type': 'application/json', origin: hub.url }
    const init = { method: 'POST', headers, body: JSON.stringify({ to }) }
    const response = await browser.send(`${hub.url}/api/auth/sign-in/sso`, init)
    expect(response.status).toBe(200)
    return ((await response.json()) as { url: string }).url
  }
  const elsewhere = (next: URL) => next.origin !== hub.url
  /** Through the provider's login and consent forms; answers the address at the hub to which the provider sends the browser back. */
  const authorise = async (browser: CookieBrowser, start: string, subject: string): Promise<URL> => {
    let { url, response } = await browser.follow(start, elsewhere)
    for (let forms = 0; forms < 3 && url.origin !== hub.url; forms += 1) {
      const page = await response.text()
      const [, action = ''] = /<form[^>]* action="([^"]+)"/.exec(page) ?? []
      const [, prompt = ''] = /name="prompt" value="(\w+)"/.exec(page) ?? []
      const body = new URLSearchParams({ prompt, login: subject, password: 'x' })
      const next = await browser.follow(new URL(action, url).href, elsewhere, { method: 'POST', body })
      url = next.url
      response = next.response
    }
    expect(url.pathname).toBe('/api/auth/callback/sso')
    return url
  }
  const signIn = async (subject: string, to?: string) => {
    const browser = cookieBrowser()
    const back = await authorise(browser, await begin(browser, to), subject)
    const response = await browser.send(back.href)
    return { browser, back, status: response.status, location: response.headers.get('location') }
  }
  const me = async (browser: CookieBrowser) => {
    const response = await browser.send(`${hub.url}/api/v1/me`)
    return { status: response.status, id: ((await response.json()) as { id?: string }).id }
  }
  const emailOf = async (id: string) => (await hub.deps.db.person.findUniqueOrThrow({ where: { id } })).email
  const ssoAccounts = (personId: string) => hub.deps.db.account.findMany({ where: { personId, providerId: 'sso' } })
  /** A person of the hub whom the provider knows by this address. */
  const known = async (subject: string, email_verified = true) => {
    const { personId } = await hub.person(subject, { memberships: [{ unit: 'bao', role: 'editor' }] })
    const email = (await emailOf(personId)).toUpperCase()
    provider.accounts.set(subject, { email, email_verified, name: 'Tên ở nơi khác' })
    return personId
  }

  it('is offered by its name before anybody has signed in', async () => {
    const { body } = await hub.anonymous.get('/api/v1/sign-in-options')
    expect(body).toEqual({ hub: { name: expect.stringMatching(/./) }, singleSignOn: { name: 'Tài khoản công vụ' } })
  })

  it('sends the browser out with state, nonce and a PKCE challenge, and asks for no more than the address and name', async () => {
    const url = new URL(await begin(cookieBrowser()))
    expect(url.origin).toBe(provider.issuer)
    const sent = Object.fromEntries(url.searchParams)
    expect(sent).toMatchObject({
      response_type: 'code',
      code_challenge_method: 'S256',
      scope: 'openid email profile',
      redirect_uri: `${hub.url}/api/auth/callback/sso`,
    })
    expect(
      [sent.state, sent.nonce, sent.code_challenge].every(value => value !== undefined && value.length >= 32),
    ).toBe(true)
    expect(sent.nonce).not.toBe(sent.state)
  })

  it('signs in who exists, by the verified address at first and by the subject from then on', async () => {
    const personId = await known('an')
    const first = await signIn('an')
    expect([first.status, first.location]).toEqual([303, '/kho?q=l%E1%BB%85'])
    expect(await me(first.browser)).toEqual({ status: 200, id: personId })

    // Another address, not even verified: the subject is who it was.
    provider.accounts.set('an', { email: `${newId()}@doi.test`, email_verified: false })
    const again = await signIn('an')
    expect(await me(again.browser)).toEqual({ status: 200, id: personId })

    const [account, ...more] = await ssoAccounts(personId)
    expect(more).toEqual([])
    expect(account).toMatchObject({
      accountId: `${provider.issuer} an`,
      accessToken: null,
      refreshToken: null,
      idToken: null,
    })
    const signed = await hub.deps.db.auditEntry.findMany({
      where: { detail: { personId }, act: 'session.sign-in' },
      include: { detail: true },
    })
    expect(signed.filter(row => JSON.stringify(row.detail?.after) === '{"by":"sso"}')).toHaveLength(2)
    expect((await hub.deps.db.person.findUniqueOrThrow({ where: { id: personId } })).name).toBe('an')
  })

  it('registers nobody: who is unknown is turned away and leaves nothing behind', async () => {
    provider.accounts.set('la', { email: 'nguoi-la@ngoai.test', email_verified: true, name: 'Người lạ' })
    const before = await hub.deps.db.person.count()
    const { browser, status, location } = await signIn('la')
    expect([status, location]).toEqual([303, '/dang-nhap?sso=refused'])
    expect((await me(browser)).status).toBe(401)
    expect(await hub.deps.db.person.count()).toBe(before)
    expect(await hub.deps.db.account.count({ where: { accountId: { contains: ' la' } } })).toBe(0)
  })

  it('does not believe an address that the provider has not verified', async () => {
    const personId = await known('binh', false)
    const { browser, location } = await signIn('binh')
    expect(location).toBe('/dang-nhap?sso=refused')
    expect((await me(browser)).status).toBe(401)
    expect(await ssoAccounts(personId)).toEqual([])
  })

  it('turns away who is suspended, and leaves no session', async () => {
    const personId = await known('cuc')
    await hub.deps.db.person.update({ where: { id: personId }, data: { suspendedAt: new Date() } })
    await hub.deps.db.session.deleteMany({ where: { personId } })
    const { browser, location } = await signIn('cuc')
    expect(location).toBe('/dang-nhap?sso=refused')
    expect((await me(browser)).status).toBe(401)
    expect(await hub.deps.db.session.count({ where: { personId } })).toBe(0)
  })

  it('refuses a state that is not this browser’s, and a code that was used', async () => {
    await known('dung')
    const victim = cookieBrowser()
    const attacker = cookieBrowser()
    await begin(victim)
    const back = await authorise(attacker, await begin(attacker), 'dung')
    const refused = async (browser: CookieBrowser, url: string) => {
      const response = await browser.send(url)
      expect.soft([response.status, response.headers.get('location')]).toEqual([303, '/dang-nhap?sso=failed'])
      expect.soft((await me(browser)).status).toBe(401)
    }
    const changed = new URL(back)
    changed.searchParams.set('state', 'x'.repeat(32))
    const missing = new URL(back)
    missing.searchParams.delete('state')
    const wrongIssuer = new URL(back)
    wrongIssuer.searchParams.set('iss', 'https://evil.example')
    await refused(attacker, changed.href)
    await refused(attacker, missing.href)
    // Login CSRF: the attacker's own answer of the provider, opened in the victim's browser.
    await refused(victim, back.href)
    const fresh = cookieBrowser()
    const other = await authorise(fresh, await begin(fresh), 'dung')
    other.searchParams.set('iss', wrongIssuer.searchParams.get('iss')!)
    await refused(fresh, other.href)

    const done = await signIn('dung')
    expect((await me(done.browser)).status).toBe(200)
    done.browser.cookies.delete('hub.session_token')
    await refused(done.browser, done.back.href)
  })

  it('ends at an address of the hub and nowhere else', async () => {
    const addresses = [
      'https://evil.example/',
      '//evil.example',
      '/\\evil.example',
      '\\\\evil.example',
      '/\t/evil.example',
      'javascript:alert(1)',
      'kho',
      '',
    ]
    for (const to of addresses)
      expect.soft((await hub.anonymous.post('/api/auth/sign-in/sso', { to })).status, to).toBe(400)
    const members = ['callbackURL', 'errorCallbackURL', 'newUserCallbackURL', 'requestSignUp', 'idToken', 'scopes']
    for (const member of members)
      expect.soft((await hub.anonymous.post('/api/auth/sign-in/sso', { [member]: '/x' })).status, member).toBe(400)
    // What only looks like a host stays a path of the hub's.
    await known('em')
    const { location } = await signIn('em', '/@evil.example/%2f%2fevil.example?error=x#/y')
    expect(location).toBe('/@evil.example/%2f%2fevil.example?error=x#/y')
  })

  it('is begun by the hub’s own page alone, and better-auth’s own doors to it are shut', async () => {
    const begun = await hub.anonymous.post('/api/auth/sign-in/sso', {}, { origin: 'https://evil.example' })
    expect(begun.status).toBe(403)
    const body = { provider: 'sso', callbackURL: '/', requestSignUp: true }
    expect((await hub.anonymous.post('/api/auth/sign-in/social', body)).status).toBe(404)
    expect((await hub.anonymous.post('/api/auth/link-social', body)).status).toBe(404)
    expect((await hub.anonymous.post('/api/auth/callback/sso', { code: 'x', state: 'y' })).status).toBe(404)
  })

  it('says that it failed while the provider does not answer', async () => {
    await known('giang')
    const browser = cookieBrowser()
    const back = await authorise(browser, await begin(browser), 'giang')
    await provider.stop()
    const response = await browser.send(back.href)
    expect(response.headers.get('location')).toBe('/dang-nhap?sso=failed')
  })
})
