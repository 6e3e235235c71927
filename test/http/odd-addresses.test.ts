import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Operation } from '#contracts/operation'
import { operations } from '#contracts/operations'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const methods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] as const

/** Ways to write the same address that some proxy or router might take for it. */
const oddly: Record<string, (path: string) => string> = {
  'a doubled slash in front': path => `/${path}`,
  'a doubled slash inside': path => path.replace('/v1/', '/v1//'),
  'an encoded slash': path => path.replace('/v1/', '/v1%2f'),
  'an encoded slash in capitals': path => path.replace('/v1/', '/v1%2F'),
  'an encoded backslash': path => path.replace('/v1/', '/v1%5c'),
  'a backslash': path => path.replace('/v1/', '/v1\\'),
  capitals: path => path.replace('/api/v1', '/API/V1'),
  'one capital': path => path.replace('/api', '/Api'),
  'an encoded letter': path => path.replace('/api', '/%61pi'),
  'a twice encoded letter': path => path.replace('/api', '/%2561pi'),
  'a trailing ;x': path => `${path};x`,
  'an encoded ;x': path => `${path}%3bx`,
  'a trailing slash': path => `${path}/`,
  'a dot': path => path.replace('/v1/', '/v1/./'),
  'two dots': path => path.replace('/v1/', '/x/../v1/'),
  'encoded dots': path => path.replace('/v1/', '/x/%2e%2e/v1/'),
  'an encoded nought': path => `${path}%00`,
  'an ending': path => `${path}.json`,
  'a blank': path => `${path}%20`,
  'a host and a trailing slash': path => `http://hub.test${path}/`,
  'a host and backslashes': path => `http://hub.test/${path.slice(1).replaceAll('/', '\\')}`,
  'a host, a backslash and a trailing dot segment': path => `HTTP://hub.test${path.replace('/v1/', '\\v1/./')}`,
  'a host and a doubled slash': path => `https://hub.test/${path}`,
  'another scheme and capitals': path => `foo://hub.test${path.replace('/api', '/API')}`,
  'a user, a host and a ;x': path => `http://a:b@hub.test:80${path};x`,
}

describe('an address written oddly', () => {
  let hub: TestHub
  let admin: TestClient
  let stranger: TestClient
  let draft: string
  const secret = 'bản nháp không ai khác được xem'
  beforeAll(async () => {
    hub = await startTestHub()
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    stranger = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const owner = await hub.person('Chủ', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const made = await owner.post<{ asset: { id: string } }>('/api/v1/articles', {
      title: secret,
      html: `<p>${secret}</p>`,
      visibility: 'draft',
    })
    draft = made.body.asset.id
  })
  afterAll(() => hub.close())

  /** Sends a path as it is: `fetch` would mend it first. */
  const send = (method: string, path: string, cookie: string) =>
    new Promise<{ status: number; body: string; type: string }>((resolve, reject) => {
      const { hostname, port } = new URL(hub.url)
      const asked = request(
        { hostname, port, method, path, headers: { cookie, accept: 'application/json' }, agent: false },
        res => {
          let body = ''
          res.setEncoding('utf8').on('data', chunk => {
            body += chunk
          })
          res.on('end', () => resolve({ status: res.statusCode!, body, type: res.headers['content-type'] ?? '' }))
          res.on('error', reject)
        },
      )
      asked.on('error', reject)
      asked.end()
    })
  const shape = ({ status, body }: { status: number; body: string }) => ({
    status,
    body: body.replace(/urn:uuid:[0-9a-f-]+/, ''),
  })

  const routes = [...new Set((Object.values(operations) as Operation[]).map(operation => operation.path))]
  const at = (path: string, id: string) =>
    path
      .replace(/\{(id|\w+Id)\}/g, id)
      .replace('{name}', 'thumb')
      .replace(/\{\w+\}/g, '1')

  for (const [name, spell] of Object.entries(oddly)) {
    it(`reaches no route of the API with ${name}, not even for an administrator`, async () => {
      for (const path of routes) {
        await Promise.all(
          methods.map(async method => {
            const answer = await send(method, spell(at(path, draft)), admin.cookie)
            expect.soft(answer.status, `${method} ${spell(path)}`).toBe(404)
            expect.soft(answer.body, `${method} ${spell(path)}`).not.toContain(secret)
          }),
        )
      }
    }, 120_000)
  }

  it('gives an outsider the same answer for what is not theirs and for what does not exist, by every method', async () => {
    for (const path of routes.filter(route => route.includes('{id}'))) {
      for (const method of methods) {
        for (const cookie of [stranger.cookie, '']) {
          const [theirs, nobodys] = await Promise.all([
            send(method, at(path, draft), cookie),
            send(method, at(path, newId()), cookie),
          ])
          expect.soft(shape(theirs), `${method} ${path}`).toEqual(shape(nobodys))
          expect.soft(theirs.status, `${method} ${path}`).toBeGreaterThanOrEqual(400)
        }
      }
    }
  }, 120_000)

  it('changes nothing: the draft is as it was', async () => {
    expect(await hub.deps.db.asset.findUniqueOrThrow({ where: { id: draft } })).toMatchObject({
      life: 'active',
      revision: 1,
      visibility: 'draft',
    })
  })
})
