import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyScopes, type NewApiKeyAnswer } from '#contracts/api-key'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** From the moment that the suspension is asked for, with requests that never stop: when the last one was let through. */
describe('a person who is suspended', () => {
  let hub: TestHub
  let admin: TestClient
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_LIMIT_REQUESTS: '0' } })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
  })
  afterAll(() => hub.close())

  const lastLetIn = async (path: string, ways: Record<string, () => Promise<{ status: number }>>, personId: string) => {
    for (const [way, ask] of Object.entries(ways)) expect((await ask()).status, `${way} ${path}`).toBe(200)
    const from = performance.now()
    const last = Object.fromEntries(Object.keys(ways).map(way => [way, 0]))
    let suspended = false
    const knocking = Object.entries(ways).map(async ([way, ask]) => {
      // Twenty refusals in a row after the answer: nothing lets them in again.
      for (let refusals = 0; refusals < 20; ) {
        const asked = performance.now()
        const { status } = await ask()
        if (status === 200) {
          last[way] = asked - from
          refusals = 0
        } else {
          expect([401, 404], `${way} ${path}`).toContain(status)
          if (suspended) refusals++
        }
      }
    })
    expect((await admin.send('PUT', `/api/v1/people/${personId}/suspension`)).status).toBe(200)
    suspended = true
    await Promise.all(knocking)
    return last
  }

  it('is out within 5 s by cookie and by key, for lists, items and bytes alike', async () => {
    for (const read of ['/api/v1/me', '/api/v1/assets/{id}', '/api/v1/assets/{id}/original']) {
      const person = await hub.person('Sắp bị khóa', { memberships: [{ unit: 'bao', role: 'editor' }] })
      const draft = { name: 'k', scopes: [...keyScopes], expiresInDays: 1 }
      const { secret } = (await person.post<NewApiKeyAnswer>('/api/v1/me/keys', draft)).body
      const file = Buffer.from(`%PDF-1.7\n${person.personId}`)
      const { id } = (await person.upload(file, 'a.pdf', { visibility: 'unit' })).body.asset
      const path = read.replace('{id}', id)
      const ways = {
        cookie: () => person.bytes(path),
        key: () => hub.anonymous.bytes(path, { authorization: `Bearer ${secret}` }),
      }
      const last = await lastLetIn(path, ways, person.personId)
      for (const [way, ms] of Object.entries(last)) expect(ms, `${way} ${read}`).toBeLessThan(5_000)
    }
  }, 60_000)
})
