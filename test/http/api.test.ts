import Ajv2020 from 'ajv/dist/2020.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '#contracts/operations'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('the API', () => {
  let hub: TestHub
  beforeAll(async () => {
    hub = await startTestHub()
  })
  afterAll(() => hub.close())

  it('describes itself as OpenAPI 3.1, every operation with schemas that compile', async () => {
    const { body } = await hub.anonymous.get<{
      openapi: string
      paths: Record<string, Record<string, { operationId: string; responses: object }>>
    }>('/api/openapi.json')
    expect(body.openapi).toBe('3.1.0')
    const described = Object.values(body.paths).flatMap(methods =>
      Object.values(methods).map(operation => operation.operationId),
    )
    expect(described.sort()).toEqual(Object.keys(operations).sort())
    const ajv = new Ajv2020({
      strict: false,
      formats: { uuid: true, date: true, 'date-time': true, email: true, uri: true, binary: true },
    })
    const schemas = JSON.stringify(body.paths).match(/"schema":/g)?.length ?? 0
    expect(schemas).toBeGreaterThan(50)
    for (const methods of Object.values(body.paths)) {
      for (const operation of Object.values(methods))
        for (const schema of schemasOf(operation)) expect(() => ajv.compile(schema)).not.toThrow()
    }
  })

  it('has a page to read it without a script', async () => {
    const page = await hub.anonymous.get<string>('/api')
    expect(page.status).toBe(200)
    expect(page.body).toContain('/api/v1/search')
    expect(page.body).not.toContain('<script')
  })

  it('says that it lives and that it is ready', async () => {
    expect((await hub.anonymous.get('/livez')).status).toBe(200)
    expect((await hub.anonymous.get('/readyz')).body).toMatchObject({ status: 'ok', database: 'ok', store: 'ok' })
  })

  it('gives every page its own nonce and allows no inline script', async () => {
    const policies = await Promise.all(
      [1, 2].map(
        async () => (await hub.anonymous.get('/', { accept: 'text/html' })).headers.get('content-security-policy')!,
      ),
    )
    expect(policies[0]).not.toBe(policies[1])
    expect(policies[0]).toMatch(/default-src 'none'.*script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'nonce-/)
    expect(policies[0]).not.toContain('unsafe-inline')
  })

  it.each([
    '/api/v1/nothing',
    '/api/v1/assets',
    '/API/v1/search',
    '/api/v1/assets/not-an-id',
    '/api/v1/assets/%00',
    '/api/v1/assets/%zz',
    '//api/v1/me',
  ])('answers %s with a problem that is not a 500', async path => {
    const answer = await hub.anonymous.get(path, { accept: 'application/json' })
    expect([400, 401, 404]).toContain(answer.status)
    expect(answer.headers.get('content-type')).toMatch(/problem\+json/)
  })

  it('refuses malformed, deep and oversized JSON without a stack', async () => {
    const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const send = (body: string) => admin.send('POST', '/api/v1/articles', body)
    expect((await send('{"title":')).status).toBe(400)
    expect((await send(`{"title":"x","html":"${'a'.repeat(3_000_000)}"}`)).status).toBe(413)
    const polluted = await send('{"title":"x","html":"<p>a</p>","__proto__":{"kind":"video"},"id":"1"}')
    expect(polluted.status).toBe(400)
    expect(JSON.stringify(polluted.body)).not.toMatch(/node_modules|at .*\.ts/)
  })

  it('keeps a page of the audit behind the one before it', async () => {
    const admin = await hub.person('Kiểm tra', { hubRoles: ['administrator'] })
    for (let i = 0; i < 5; i++) {
      expect((await admin.post('/api/v1/articles', { title: `Bài ${i}`, html: '<p>x</p>' })).status).toBe(201)
    }
    type Page = { entries: { id: string; at: string; act: string }[]; next: string | null }
    const first = await admin.get<Page>('/api/v1/audit?limit=3')
    expect(first.status).toBe(200)
    const second = await admin.get<Page>(`/api/v1/audit?limit=3&cursor=${first.body.next}`)
    expect(second.status).toBe(200)
    const seen = [...first.body.entries, ...second.body.entries]
    expect(new Set(seen.map(entry => entry.id)).size).toBe(6)
    expect(seen).toEqual([...seen].sort((a, b) => (a.id < b.id ? 1 : -1)))
    expect((await admin.get('/api/v1/audit?cursor=zzz')).status).toBe(400)
  })
})

function schemasOf(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]) =>
    key === 'schema' && !('$ref' in (inner as object)) ? [inner as object] : schemasOf(inner),
  )
}
