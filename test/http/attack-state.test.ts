import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import express from 'express'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import { bodyDeadline } from '#server/http/body-deadline'
import { ConfigError, readConfig } from '#server/platform/config'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { password, startTestHub, type TestHub } from '../support/test-hub.ts'

describe('what an attacker, or two people at one moment, do', () => {
  let hub: TestHub
  let curator: TestClient
  let editor: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const { id: unitId } = await hub.deps.db.unit.findUniqueOrThrow({ where: { code: 'svhttdl' } })
    const channel = { id: newId(), code: 'cong', name: 'Cổng', kind: 'hub-exchange', unitId }
    await hub.deps.db.channel.create({ data: { ...channel, address: 'http://127.0.0.1:9/exchange/v1' } })
  })
  afterAll(() => hub.close())

  const article = async () => {
    const body = { title: 'Bài viết', html: '<p>x</p>', visibility: 'hub' }
    return (await editor.post<{ asset: Asset }>('/api/v1/articles', body)).body.asset
  }

  it('answers what a file has become, whatever the revision that the reader knows', async () => {
    const { id } = await article()
    await hub.deps.db.asset.update({ where: { id }, data: { file: 'failed' } })
    // Not by fetch: it adds Cache-Control: no-cache, and then no server answers 304.
    const status = (path: string, tag: string) =>
      new Promise<number | undefined>((resolve, reject) => {
        const headers = { cookie: editor.cookie, 'if-none-match': tag }
        request(hub.url + path, { headers }, answer => resolve(answer.resume().statusCode))
          .on('error', reject)
          .end()
      })
    expect(await status(`/api/v1/assets/${id}`, '"r1"')).toBe(200)
    expect(await status('/api/v1/search', '*')).toBe(200)
  })

  it('keeps hub staff from making a draft of what they could then not see', async () => {
    const { id } = await article()
    const refused = await curator.patch(`/api/v1/assets/${id}`, { visibility: 'draft' }, { 'if-match': '"r1"' })
    expect(refused.status).toBe(403)
    const { body } = await editor.get<{ asset: Asset }>(`/api/v1/assets/${id}`)
    expect(body.asset).toMatchObject({ visibility: 'hub', revision: 1 })
    expect((await editor.patch(`/api/v1/assets/${id}`, { visibility: 'draft' }, { 'if-match': '"r1"' })).status).toBe(
      200,
    )
  })

  it('leaves a nomination open while its asset is in the trash', async () => {
    const { id } = await article()
    const made = await editor.post<{ nomination: { id: string } }>(`/api/v1/assets/${id}/nominations`, {
      channel: 'cong',
    })
    expect((await editor.delete(`/api/v1/assets/${id}`)).status).toBe(204)
    const decision = { decision: 'return', note: 'thiếu nguồn' }
    const path = `/api/v1/nominations/${made.body.nomination.id}/decision`
    expect((await curator.post(path, decision)).status).toBe(404)
    expect((await editor.post(`/api/v1/assets/${id}/restoration`, {})).status).toBe(200)
    expect((await curator.post(path, decision)).status).toBe(200)
  })

  it('never nominates what went into the trash at that moment', async () => {
    const { id } = await article()
    const [trashed, nominated] = await Promise.all([
      editor.delete(`/api/v1/assets/${id}`),
      editor.post(`/api/v1/assets/${id}/nominations`, { channel: 'cong' }),
    ])
    expect(trashed.status).toBe(204)
    expect([201, 403]).toContain(nominated.status)
    const audit = await hub.deps.db.auditEntry.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } })
    const acts = audit.map(entry => entry.act).filter(act => act !== 'article.create')
    expect(acts.join()).toBe(nominated.status === 201 ? 'nomination.create,asset.trash' : 'asset.trash')
  })

  it.each(['text/plain', 'application/xml', 'multipart/form-data; boundary=x'])(
    'refuses a sign-in of type %s without failing',
    async type => {
      const answer = await hub.anonymous.send('POST', '/api/auth/sign-in/email', '<x/>', { 'content-type': type })
      expect(answer.status).toBe(400)
    },
  )

  it('signs out without a body, and writes down who changed a password', async () => {
    const email = `${newId()}@hub.test`
    const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const made = await admin.post<{ person: { id: string } }>('/api/v1/people', { email, name: 'Đổi', password })
    const person = await hub.anonymous.signIn(email, password)
    const change = { currentPassword: password, newPassword: `${password}-moi` }
    expect((await person.post('/api/auth/change-password', change)).status).toBe(200)
    const where = { subjectId: made.body.person.id, act: 'person.password' }
    expect(await hub.deps.db.auditEntry.count({ where })).toBe(1)
    expect(
      (await fetch(`${hub.url}/api/auth/sign-out`, { method: 'POST', headers: { cookie: person.cookie } })).status,
    ).toBe(200)
    expect((await person.get('/api/v1/me')).status).toBe(401)
  })

  it('names a bad HUB_OUTBOUND_ALLOW before anything is started', () => {
    const wrong = () => readConfig({ HUB_OUTBOUND_ALLOW: '127.0.0.1' })
    expect(wrong).toThrow(ConfigError)
    expect(wrong).toThrow(/HUB_OUTBOUND_ALLOW.*CIDR:port/)
    expect(readConfig({ HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*, [fd00::/8]:443' }).outboundAllow).toHaveLength(2)
  })

  it('cuts a line whose body drips, and lets a file take its time', async () => {
    const app = express().use(
      bodyDeadline(200, path => ['/files'].includes(path)),
      express.json(),
    )
    app.post('/{*path}', (_req, res) => void res.json({}))
    const server = createServer(app)
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const drip = (path: string) => {
      const line = connect(port, '127.0.0.1')
      line.on('error', () => {})
      line.write(`POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{`)
      return { line, closed: new Promise(resolve => line.once('close', () => resolve('closed'))) }
    }
    const file = drip('/files')
    expect(await drip('/other').closed).toBe('closed')
    expect(file.line.destroyed).toBe(false)
    file.line.write('"a":"bc"}')
    expect(String(await new Promise(resolve => file.line.once('data', resolve)))).toContain('200 OK')
    server.closeAllConnections()
    await new Promise(resolve => server.close(resolve))
  })
})
