import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Operation } from '#contracts/operation'
import { operations } from '#contracts/operations'
import { createApp } from '#server/http/app'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { makeJpeg } from '../support/media.ts'
import { type TestClient, testClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

const all = Object.values(operations) as Operation[]
const evil = 'https://evil.example'

describe('the web’s safety', () => {
  let hub: TestHub
  let admin: TestClient
  let curator: TestClient
  let editor: TestClient
  let photo: string
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const bytes = await makeJpeg({ width: 800, height: 600 })
    photo = (await editor.upload(bytes, 'ảnh.jpg', { visibility: 'unit' })).body.asset.id
    await hub.idle()
    await admin.post('/api/v1/channels', { code: 'cong', name: 'Cổng', address: 'http://127.0.0.1:9/exchange/v1' })
  })
  afterAll(() => hub.close())
  const at = (operation: Operation) =>
    operation.path
      .replace('/assets/{id}', `/assets/${photo}`)
      .replace('{name}', 'thumb')
      .replace(/\{(id|\w+Id)\}/g, newId())
      .replace(/\{\w+\}/g, '999999')
  const article = async (over: object = {}) =>
    (
      await editor.post<{ asset: { id: string } }>('/api/v1/articles', {
        title: 'Bài',
        html: '<p>x</p>',
        visibility: 'unit',
        ...over,
      })
    ).body.asset.id

  describe('towards other sites', () => {
    it('allows no foreign origin to read anything: no route answers with Access-Control headers', async () => {
      for (const operation of all) {
        for (const method of ['OPTIONS', 'GET']) {
          const answer = await admin.send(method, at(operation), undefined, {
            origin: evil,
            'access-control-request-method': operation.method.toUpperCase(),
            'access-control-request-headers': 'content-type',
          })
          const allowed = [...answer.headers.keys()].filter(name => name.startsWith('access-control-'))
          expect.soft(allowed, `${method} ${operation.path}`).toEqual([])
          expect.soft(answer.headers.get('cross-origin-resource-policy'), operation.path).toBe('same-origin')
        }
      }
    }, 120_000)

    it.each(['null', 'https://evil.example', 'http://127.0.0.1.evil.example', 'http://127.0.0.1:1'])(
      'refuses every change that a page of %s asks for',
      async origin => {
        for (const operation of all.filter(each => !['get', 'head', 'options'].includes(each.method))) {
          const { status } = await admin.send(operation.method.toUpperCase(), at(operation), {}, { origin })
          expect.soft(status, operation.path).toBe(403)
        }
      },
    )

    it('sends nobody elsewhere, whatever an address or a body names as the way back', async () => {
      const names = ['next', 'url', 'redirect', 'return', 'returnTo', 'callbackURL', 'redirect_uri', 'continue']
      const query = names.map(name => `${name}=${encodeURIComponent(evil)}`).join('&')
      for (const path of [
        '/',
        '/dang-nhap',
        '/kho',
        '//evil.example',
        '/\\evil.example',
        '/%2f%2fevil.example',
        '/api',
        '/api/auth/get-session',
        '/api/v1/me',
      ]) {
        const answer = await editor.get(`${path}?${query}`, { accept: 'text/html' })
        expect.soft(answer.headers.get('location'), path).toBeNull()
        expect.soft([301, 302, 303, 307, 308], path).not.toContain(answer.status)
        expect.soft(answer.headers.get('refresh'), path).toBeNull()
      }
      const { email } = (await editor.get<{ email: string }>('/api/v1/me')).body
      for (const callbackURL of [evil, '//evil.example', '/\\evil.example']) {
        const signedIn = await hub.anonymous.post('/api/auth/sign-in/email', { email, password, callbackURL })
        expect.soft(signedIn.status, callbackURL).toBe(400)
        expect.soft(signedIn.headers.get('location'), callbackURL).toBeNull()
      }
    })
  })

  describe('in caches and logs', () => {
    it('lets no cache keep an answer that is not everybody’s', async () => {
      for (const operation of all.filter(each => each.method === 'get')) {
        for (const client of [admin, hub.anonymous]) {
          const { headers, status } = await client.get(at(operation))
          expect.soft(headers.get('cache-control'), `${operation.path} ${status}`).toBe('private, no-store')
        }
      }
      for (const path of ['/api/auth/get-session', '/', '/api', '/api/openapi.json'])
        expect
          .soft((await editor.get(path, { accept: 'text/html' })).headers.get('cache-control'), path)
          .toMatch(/no-store/)
    })

    it('lets a shared cache keep a picture only while everybody may see it', async () => {
      const path = `/api/v1/assets/${photo}/renditions/thumb`
      expect((await editor.bytes(path)).headers.get('cache-control')).toBe('private, no-store')
      const share = (visibility: string) => hub.deps.db.asset.update({ where: { id: photo }, data: { visibility } })
      await share('public')
      expect((await editor.bytes(path)).headers.get('cache-control')).toBe('public, max-age=60, must-revalidate')
      await share('unit')
      expect((await editor.bytes(path)).headers.get('cache-control')).toBe('private, no-store')
    })

    it('writes no password, cookie, query or body into the log, and no name forges a line', async () => {
      const lines: string[] = []
      const log = createLog('trace', 'test', { write: line => void lines.push(line) })
      const server = createServer(createApp({ ...hub.deps, log }))
      const url = await listening(server)
      const { email } = (await editor.get<{ email: string }>('/api/v1/me')).body
      const client = await testClient(url).signIn(email, password)
      await client.get('/api/v1/search?q=bi-mat-trong-cau-hoi&token=bi-mat-trong-cau-hoi')
      await client.get('/api/v1/nothing%0d%0a%7b%22event%22%3a%22forged%22%7d')
      await client.post('/api/v1/articles', { title: 'bi-mat-trong-than\r\n{"event":"forged"}', html: '<p>x</p>' })
      await testClient(url).post('/api/auth/sign-in/email', { email, password: 'bi-mat-sai-mat-khau' })
      await new Promise(resolve => server.close(resolve))
      const text = lines.join('')
      expect(lines.length).toBeGreaterThan(4)
      for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
      expect(lines.filter(line => (JSON.parse(line) as { event: string }).event === 'forged')).toEqual([])
      const session = client.cookie.split('=').slice(1).join('=')
      for (const secret of [password, session, decodeURIComponent(session).split('.')[0]!, email, 'bi-mat-'])
        expect(text).not.toContain(secret)
    })

    it('puts no secret into an address: only a share link is one, and its password is not in it', () => {
      const secrets = all.flatMap(({ access, path, query }) =>
        [
          ...[...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]!),
          ...(query ? Object.keys(schemaOf(query).properties ?? {}) : []),
        ]
          .filter(name => /token|secret|password|key|cookie|session|authorization/i.test(name))
          .map(name => `${access} ${name}`),
      )
      // The link is what its maker hands on; log lines leave it out (server/http/logged-path.test.ts).
      expect([...new Set(secrets)]).toEqual(['share token'])
    })
  })

  describe('of what people upload', () => {
    it('hands out originals as attachments, and every byte with a policy under which nothing runs', async () => {
      const [original, rendition] = await Promise.all([
        editor.bytes(`/api/v1/assets/${photo}/original`),
        editor.bytes(`/api/v1/assets/${photo}/renditions/thumb`),
      ])
      expect(original.headers.get('content-disposition')).toMatch(
        /^attachment; filename="anh\.jpg"; filename\*=UTF-8''%E1%BA%A3nh\.jpg/,
      )
      for (const { headers } of [original, rendition]) {
        expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
        expect(headers.get('x-content-type-options')).toBe('nosniff')
        expect(headers.get('content-type')).toMatch(/^image\//)
      }
    })

    it('takes no page or script for a picture, whatever it is called', async () => {
      const page = Buffer.from('<!doctype html><script>alert(1)</script>')
      const xhtml = Buffer.from('<html xmlns="http://www.w3.org/1999/xhtml"><svg/><script>alert(1)</script></html>')
      for (const [bytes, name] of [
        [page, 'a.jpg'],
        [page, 'a.html'],
        [xhtml, 'a.svg'],
      ] as const)
        expect.soft((await editor.upload(bytes, name)).status, name).toBe(415)
    })

    it('saves a drawing that holds a script, and never shows it as one', async () => {
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
      const { status, body } = await editor.upload(svg, 'a.png', { title: 'Bản vẽ' })
      expect(status).toBe(201)
      const { headers } = await editor.bytes(`/api/v1/assets/${body.asset.id}/original`)
      expect(headers.get('content-type')).toBe('image/svg+xml')
      expect(headers.get('content-disposition')).toMatch(/^attachment;/)
      expect(headers.get('content-security-policy')).toBe("sandbox; default-src 'none'")
    })
  })

  describe('of JSON', () => {
    const send = (body: string) => editor.send('POST', '/api/v1/articles', body)
    it('is refused when it is too deep, too long, not an object, or names a prototype', async () => {
      const deep = `{"title":${'['.repeat(5_000)}${']'.repeat(5_000)},"html":""}`
      expect((await send(deep)).status).toBe(400)
      expect((await send(`{"title":"${'x'.repeat(2_200_000)}"}`)).status).toBe(413)
      for (const body of [
        '[]',
        '"x"',
        '1',
        'null',
        '{"title":"x","html":"","__proto__":{"visibility":"public"}}',
        '{"title":"x","html":"","constructor":{"prototype":{"x":1}}}',
      ])
        expect.soft((await send(body)).status, body).toBe(400)
      expect(({} as Record<string, unknown>).visibility).toBeUndefined()
    })

    it('cannot be smuggled in as another type: a form or plain text is no body', async () => {
      for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
        const answer = await editor.send('POST', '/api/v1/articles', '{"title":"x","html":"<p>x</p>"}', {
          'content-type': type,
        })
        expect.soft(answer.status, type).toBe(400)
      }
    })

    const coveted = [
      'role',
      'roles',
      'hubRoles',
      'isAdmin',
      'unitId',
      'unit',
      'personId',
      'uploadedBy',
      'nominatedBy',
      'decidedBy',
      'state',
      'life',
      'file',
      'revision',
      'key',
      'storageKey',
      'objectId',
      'sha256',
      'digest',
      'id',
      'createdAt',
      'erased',
    ]
    for (const operation of all.filter(each => each.body)) {
      it(`takes no member that it does not name: ${operation.method} ${operation.path}`, async () => {
        const named = namesOf(operation.body!)
        for (const member of coveted.filter(name => !named.has(name))) {
          const headers: Record<string, string> = operation.ifMatch ? { 'if-match': '"r1"' } : {}
          const body = { ...tagOf(operation.body!), [member]: 'x' }
          const answer = await admin.send(operation.method.toUpperCase(), at(operation), body, headers)
          expect.soft(answer.status, member).toBe(400)
          expect.soft(JSON.stringify(answer.body), member).toContain(`/body/${member}`)
        }
      })
    }
    it('takes none beside a file either', async () => {
      const named = namesOf((operations.uploadAsset as Operation).multipart!.metadata)
      for (const member of coveted.filter(name => !named.has(name))) {
        const form = new FormData()
        form.set('metadata', JSON.stringify({ [member]: 'x' }))
        form.set('file', new Blob([Buffer.from('%PDF-1.7\n')]), 'a.pdf')
        expect.soft((await editor.send('POST', '/api/v1/uploads', form)).status, member).toBe(400)
      }
    })
    it('reads a doubled parameter as an error, not as the one it likes', async () => {
      for (const query of ['limit=1&limit=100', 'act=a&act=b'])
        expect.soft((await admin.get(`/api/v1/audit?${query}`)).status, query).toBe(400)
    })
  })

  describe('of the way to publication', () => {
    it('skips no step: nothing is approved that was not nominated, nothing published that is not cleared', async () => {
      const id = await article()
      expect((await curator.post(`/api/v1/nominations/${id}/decision`, { decision: 'approve', note: '' })).status).toBe(
        404,
      )
      const nominated = await editor.post<{ nomination: { id: string } }>(`/api/v1/assets/${id}/nominations`, {
        channel: 'cong',
        note: '',
      })
      expect(nominated.status).toBe(201)
      const path = `/api/v1/nominations/${nominated.body.nomination.id}/decision`
      expect((await editor.post(path, { decision: 'approve', note: '' })).status).toBe(403)
      const early = await curator.post<{ type: string }>(path, { decision: 'approve', note: '' })
      expect([early.status, early.body.type]).toEqual([409, 'urn:media-hub:problem:not-cleared'])
      expect(await hub.deps.db.delivery.count({ where: { assetId: id } })).toBe(0)
      expect((await curator.post(path, { decision: 'return', note: 'Thiếu quyền' })).status).toBe(200)
      expect((await curator.post(path, { decision: 'approve', note: '' })).status).toBe(409)
    })

    it('begins with sharing: a draft is not nominated, and a withdrawal needs something live', async () => {
      const draft = await article({ visibility: 'draft' })
      expect((await editor.post(`/api/v1/assets/${draft}/nominations`, { channel: 'cong', note: '' })).status).toBe(409)
      const shared = await article()
      expect((await curator.post(`/api/v1/assets/${shared}/recall`, { reason: 'error' })).status).toBe(409)
      expect((await curator.post(`/api/v1/deliveries/${newId()}/retry`)).status).toBe(404)
    })
  })

  it('speaks of TLS only where it is reached by TLS', async () => {
    expect((await hub.anonymous.get('/livez')).headers.get('strict-transport-security')).toBeNull()
    const config = { ...hub.deps.config, publicUrl: 'https://hub.example' }
    const server = createServer(createApp({ ...hub.deps, config }))
    const url = await listening(server)
    const { headers } = await testClient(url).get('/livez')
    expect(headers.get('strict-transport-security')).toBe('max-age=63072000; includeSubDomains')
    await new Promise(resolve => server.close(resolve))
  })

  it('lets no address of a page leave for another site, whatever is answered', async () => {
    for (const path of [
      '/',
      '/livez',
      '/api/v1/me',
      '/api/v1/search',
      '/khong-co',
      '/api/v1/khong-co',
      '/API',
      '/x%2fy',
    ])
      expect.soft((await hub.anonymous.get(path)).headers.get('referrer-policy'), path).toBe('same-origin')
  })

  it('knows no TRACE and no made-up method', async () => {
    for (const method of ['PROPFIND', 'LOCK', 'PURGE'])
      expect.soft((await admin.send(method, '/api/v1/me')).status, method).toBe(404)
  })
})

type Schema = { properties?: Record<string, unknown>; anyOf?: Schema[]; oneOf?: Schema[] }
const schemaOf = (type: z.ZodType) => z.toJSONSchema(type, { io: 'input', unrepresentable: 'any' }) as Schema
/** Which member of a union is meant: the constants of its first. */
function tagOf(type: z.ZodType): Record<string, unknown> {
  const schema = schemaOf(type)
  const [first] = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
  const members = Object.entries((first?.properties ?? {}) as Record<string, { const?: unknown }>)
  return Object.fromEntries(members.flatMap(([name, { const: tag }]) => (tag === undefined ? [] : [[name, tag]])))
}
function namesOf(type: z.ZodType): Set<string> {
  const schema = schemaOf(type)
  return new Set(
    [schema, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(each => Object.keys(each.properties ?? {})),
  )
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
