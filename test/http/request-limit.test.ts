import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewApiKeyAnswer } from '#contracts/api-key'
import { requestRates } from '#server/http/request-limit'
import type { Answer, TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const tooMany = 'urn:media-hub:problem:too-many-requests'

describe('who asks too much of the expensive routes', () => {
  let hub: TestHub
  let reader: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    reader = await hub.person('Bạn đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
  })
  afterAll(() => hub.close())

  /** Asks, some at a time, until it is refused or `most` answers came. */
  const until429 = async (most: number, ask: (n: number) => Promise<Answer>) => {
    for (let n = 0; n < most; n += 20) {
      const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => ask(n + i)))
      const refused = answers.find(answer => answer.status === 429)
      if (refused) return { refused, after: n }
      for (const answer of answers) expect(answer.status).toBe(200)
    }
    return { refused: null, after: most }
  }
  /** Everything by which a client might pass for another. */
  const disguise = (n: number) => ({
    'x-forwarded-for': `203.0.113.${n % 250}`,
    forwarded: `for=203.0.113.${n % 250}`,
    'x-real-ip': `203.0.113.${n % 250}`,
    'user-agent': `browser ${n}`,
    'x-http-method-override': 'POST',
    cookie: `${reader.cookie}; n=${n}`,
  })

  it('is refused with a time to come back, whatever the headers say, while others go on', async () => {
    const { burst, perSecond } = requestRates.search
    const { refused, after } = await until429(burst * 4, n => reader.get('/api/v1/search?limit=1', disguise(n)))
    expect(refused?.body).toMatchObject({ type: tooMany, status: 429 })
    expect(refused?.headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(Math.ceil(1 / perSecond))
    expect(after).toBeGreaterThanOrEqual(burst - 20)
    expect((await reader.get('/api/v1/me')).status).toBe(200)
    const other = await hub.person('Người khác', {})
    expect((await other.get('/api/v1/search?limit=1')).status).toBe(200)
    expect((await hub.anonymous.get('/api/v1/search?limit=1')).status).toBe(200)
  }, 60_000)

  it('is the same person by a key', async () => {
    const owner = await hub.person('Chủ khóa', { memberships: [{ unit: 'bao', role: 'reader' }] })
    const made = await owner.post<NewApiKeyAnswer>('/api/v1/me/keys', { name: 'k', scopes: ['read'], expiresInDays: 1 })
    const authorization = `Bearer ${made.body.secret}`
    const ask = (n: number) =>
      n % 2 ? owner.get('/api/v1/search?limit=1') : hub.anonymous.get('/api/v1/search?limit=1', { authorization })
    const { refused, after } = await until429(requestRates.search.burst * 4, ask)
    expect(refused?.body).toMatchObject({ type: tooMany })
    expect(after).toBeLessThan(requestRates.search.burst * 2)
  }, 60_000)

  it('is one address where nobody is signed in', async () => {
    const ask = (n: number) => hub.anonymous.get('/api/v1/search?limit=1', { ...disguise(n), cookie: `n=${n}` })
    expect((await until429(requestRates.search.burst * 4, ask)).refused?.body).toMatchObject({ type: tooMany })
  }, 60_000)
})
