import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#server/channels/envelope'
import { digestHeader, sha256Of, signRequest } from '#server/channels/sign-request'
import { newId } from '#server/platform/new-id'
import { type SigningKeys, signingKeys } from '#server/platform/signing-keys'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'

const hub = 'https://hub.test'

describe('the portal receiver', () => {
  let dir: string
  let keys: SigningKeys
  let portal: PortalReceiver
  const start = () => startPortalReceiver({ dir, port: 0, keys: async () => keys.jwks })
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'hub-portal-'))
    keys = await signingKeys(dir)
    portal = await start()
  })
  afterAll(async () => {
    await portal.stop()
    await rm(dir, { recursive: true, force: true })
  })

  const bodyOf = (id: string, version = 1, over: object = {}) =>
    Buffer.from(
      JSON.stringify({
        ...{ contract, op: 'publish', media: [], source: { unit: 'bao', name: 'Báo' } },
        item: { uri: `urn:uuid:${id}`, version: String(version), title: '<script>alert(1)</script>' },
        ...over,
      }),
    )
  const itemHeaders = (body: Buffer, key: string) => ({
    ...{ 'content-type': 'application/json', 'content-digest': digestHeader(sha256Of(body)) },
    'idempotency-key': `"${key}"`,
    'if-none-match': '*',
  })
  type Sent = {
    method?: string
    path: string
    headers?: Record<string, string>
    body?: Buffer
    at?: Date
    signer?: SigningKeys
  }
  const sign = ({ method = 'PUT', path, headers = {}, at = new Date(), signer = keys }: Sent) =>
    signRequest({ method, url: portal.url + path, headers }, { keys: signer, publicUrl: hub }, at)
  const send = async ({ method = 'PUT', path, body }: Sent, headers: Record<string, string>) => {
    const response = await fetch(portal.url + path, {
      method,
      headers,
      ...(body ? { body: new Uint8Array(body) } : {}),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null }
  }
  const signedSend = async (sent: Sent) => send(sent, await sign(sent))
  const put = (id: string, version = 1, over: { body?: object; headers?: Record<string, string> } = {}) => {
    const body = bodyOf(id, version, over.body)
    return signedSend({
      path: `/items/${id}`,
      body,
      headers: { ...itemHeaders(body, `${id}.${version}.publish`), ...over.headers },
    })
  }
  const withdraw = (id: string, version: number, kind = 'takedown') => {
    const body = Buffer.from(
      JSON.stringify({ contract, version, kind, reason: 'error', public: 'Đã gỡ', mediaToo: true }),
    )
    return signedSend({
      method: 'POST',
      path: `/items/${id}/withdrawal`,
      body,
      headers: itemHeaders(body, `${id}.${version}.withdraw`),
    })
  }

  it('refuses a body that was changed after it was signed', async () => {
    const id = newId()
    const body = bodyOf(id)
    const sent = { path: `/items/${id}`, body, headers: itemHeaders(body, `${id}.1.publish`) }
    const headers = await sign(sent)
    const other = Buffer.from(body.toString().replace('alert(1)', 'alert(2)'))
    expect(await send({ ...sent, body: other }, headers)).toMatchObject({
      status: 422,
      body: { type: 'urn:hub-exchange:problem:digest-mismatch' },
    })
    expect(
      await send({ ...sent, body: other }, { ...(await sign(sent)), 'content-digest': digestHeader(sha256Of(other)) }),
    ).toMatchObject({ status: 401 })
    expect(portal.items().some(item => item.id === id)).toBe(false)
  })

  it('refuses a signature for another address, method or key of idempotency', async () => {
    const id = newId()
    const body = bodyOf(id)
    const sent = { path: `/items/${id}`, body, headers: itemHeaders(body, `${id}.1.publish`) }
    const headers = () => sign(sent)
    expect((await send({ ...sent, path: `/items/${newId()}` }, await headers())).status).toBe(401)
    expect((await send({ ...sent, method: 'POST', path: `/items/${id}/withdrawal` }, await headers())).status).toBe(401)
    expect((await send(sent, { ...(await headers()), 'idempotency-key': `"${id}.2.publish"` })).status).toBe(401)
  })

  it('refuses the same signed request a second time, also after a restart', async () => {
    const sent = { method: 'GET', path: '/capabilities' }
    const headers = await sign(sent)
    expect((await send(sent, headers)).status).toBe(200)
    expect((await send(sent, headers)).body).toMatchObject({ detail: 'this request was seen before' })
    const port = Number(new URL(portal.url).port)
    await portal.stop()
    portal = await startPortalReceiver({ dir, port, keys: async () => keys.jwks })
    expect((await send(sent, headers)).status).toBe(401)
  })

  it('refuses signatures that are over, from the future, or of a key that it does not know', async () => {
    const sent = { method: 'GET', path: '/capabilities' }
    const status = async (over: Partial<Sent>) => (await signedSend({ ...sent, ...over })).status
    expect(await status({ at: new Date(Date.now() - 301_000) })).toBe(401)
    expect(await status({ at: new Date(Date.now() + 120_000) })).toBe(401)
    expect(await status({ signer: { ...keys, kid: 'unknown' } })).toBe(401)
    expect(await status({ signer: { ...keys, sign: () => randomBytes(64) } })).toBe(401)
    expect((await send(sent, {})).status).toBe(401)
  })

  it('refuses an item whose signature leaves the digest or the key of idempotency out', async () => {
    const id = newId()
    const body = bodyOf(id)
    const all = itemHeaders(body, `${id}.1.publish`)
    for (const left of ['content-digest', 'idempotency-key'] as const) {
      const { [left]: value, ...headers } = all
      const signed = await sign({ path: `/items/${id}`, headers })
      expect((await send({ path: `/items/${id}`, body }, { ...signed, [left]: value })).body.detail).toContain(left)
    }
  })

  it('answers a repeat with what the first was answered, before any precondition', async () => {
    const id = newId()
    const first = await put(id)
    const again = await put(id)
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    expect((await put(id, 1, { body: { media: [], selection: {} } })).body.type).toContain('key-reused')
  })

  it('answers a repeat of an older version without bringing it back', async () => {
    const id = newId()
    const first = await put(id)
    const second = await put(id, 2, { headers: { 'if-none-match': '', 'if-match': '"1"' } })
    expect(second.status).toBe(200)
    expect((await put(id)).body).toEqual(first.body)
    expect(portal.items().find(item => item.id === id)?.version).toBe(2)
  })

  it('holds to preconditions and rising versions', async () => {
    const id = newId()
    await put(id, 3)
    expect((await put(id, 4)).status).toBe(412)
    expect((await put(id, 4, { headers: { 'if-none-match': '', 'if-match': '"2"' } })).status).toBe(412)
    expect((await put(id, 2, { headers: { 'if-none-match': '', 'if-match': '"3"' } })).body.type).toContain(
      'version-conflict',
    )
    expect((await put(id, 5, { headers: { 'if-none-match': '' } })).status).toBe(428)
  })

  it('names the media that are missing', async () => {
    const id = newId()
    const sha256 = 'a'.repeat(64)
    const media = [
      { sha256, uri: 'ni:///x', rendition: 'web', contentType: 'image/jpeg', sizeInBytes: 1, required: true },
    ]
    expect(await put(id, 1, { body: { media } })).toMatchObject({ status: 424, body: { missing: [sha256] } })
  })

  it('keeps nothing of media whose bytes differ from their name', async () => {
    const body = randomBytes(100)
    const sha256 = sha256Of(Buffer.from('others'))
    const headers = { 'content-type': 'image/jpeg', 'repr-digest': digestHeader(sha256) }
    expect((await signedSend({ path: `/media/${sha256}`, headers, body })).status).toBe(422)
    expect(await portal.media()).not.toContain(sha256)
  })

  it('takes an item down once and for all who ask, and shows the public that it is gone', async () => {
    const id = newId()
    const { body } = await put(id)
    const page = await fetch(body.publicUrl)
    expect([page.status, (await page.text()).includes('<script>')]).toEqual([200, false])
    expect((await withdraw(id, 2)).body.state).toBe('withdrawn')
    expect((await withdraw(id, 2)).status).toBe(200)
    const gone = await fetch(body.publicUrl)
    expect([gone.status, await gone.text()]).toEqual([410, expect.stringContaining('Đã gỡ')])
    expect((await signedSend({ method: 'GET', path: `/items/${id}` })).status).toBe(410)
    expect((await put(id, 3)).status).toBe(410)
    expect((await put(id, 3, { body: { reinstate: true } })).status).toBe(200)
  })

  it('refuses a push that comes after the withdrawal that overtook it, and anything after a kill', async () => {
    const id = newId()
    expect((await withdraw(id, 2, 'kill')).status).toBe(404)
    expect((await put(id)).status).toBe(410)
    expect((await put(id, 3, { body: { reinstate: true } })).status).toBe(410)
  })

  it('lists what it has, page by page, of one sender', async () => {
    const page = async (query: string) => (await signedSend({ method: 'GET', path: `/items?${query}` })).body
    const all = await page(`source=${hub}&limit=500`)
    const first = await page('limit=2')
    const second = await page(`limit=500&cursor=${first.next}`)
    expect([...first.items, ...second.items]).toEqual(all.items)
    expect((await page('source=https://other.test')).items).toEqual([])
  })

  it('still has everything after a restart', async () => {
    const before = portal.items()
    await portal.stop()
    portal = await start()
    const byId = (items: typeof before) => [...items].sort((a, b) => (a.id < b.id ? -1 : 1))
    expect(byId(portal.items())).toEqual(byId(before))
  })
})
