import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook as Verifier } from 'standardwebhooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Webhook } from '#contracts/feed'
import { pruneMessages } from '#server/feeds/prune-messages'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { pull, putItem } from './feed-rig.ts'

type Message = { headers: Record<string, string>; body: string }

describe('webhooks', { timeout: 60_000 }, () => {
  let hub: TestHub
  let admin: TestClient
  let receiver: Server
  let url: string
  const got: Message[] = []
  let answer = 204
  beforeAll(async () => {
    receiver = createServer(async (req, res) => {
      const chunks: Buffer[] = []
      for await (const chunk of req) chunks.push(chunk as Buffer)
      got.push({ headers: req.headers as Record<string, string>, body: Buffer.concat(chunks).toString('utf8') })
      res.writeHead(answer).end()
    })
    await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
    const { port } = receiver.address() as AddressInfo
    url = `http://127.0.0.1:${port}/hook`
    hub = await startTestHub({ worker: true, env: { HUB_OUTBOUND_ALLOW: `127.0.0.1/32:${port}` } })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
  })
  afterAll(async () => {
    await hub.close()
    await new Promise(resolve => receiver.close(resolve))
  })
  const events = ['item.published', 'item.updated', 'item.withdrawn']
  const register = () => admin.post<{ webhook: Webhook; secret: string }>('/api/v1/webhooks', { url, events })
  const read = async (id: string) =>
    (await admin.get<{ webhooks: Webhook[] }>('/api/v1/webhooks')).body.webhooks.find(each => each.id === id)!

  it('tells a registered address, signed, that an item was published, changed and taken back, once each', async () => {
    const { secret, webhook } = (await register()).body
    expect(secret).toMatch(/^whsec_/)
    expect(JSON.stringify(await read(webhook.id))).not.toContain(secret)
    const stored = await hub.deps.db.webhook.findUniqueOrThrow({ where: { id: webhook.id } })
    expect(stored.secret).not.toContain(secret.slice(6))
    const types = () =>
      got.map(({ headers, body }) => (new Verifier(secret).verify(body, headers) as { type: string }).type)
    const id = await putItem(hub, { title: 'Tin mật không nằm trong lời báo' })
    await pull(hub, '/feeds/hub/rss')
    await expect.poll(types, { timeout: 20_000 }).toEqual(['item.published'])
    expect(got[0]!.body).toContain(`${hub.url}/t/${id}`)
    expect(got[0]!.body).not.toContain('Tin mật')
    await hub.deps.db.asset.update({ where: { id }, data: { revision: { increment: 1 } } })
    await pull(hub, '/feeds/hub/rss')
    await expect.poll(types, { timeout: 20_000 }).toEqual(['item.published', 'item.updated'])
    await hub.deps.db.asset.update({ where: { id }, data: { life: 'trashed' } })
    await pull(hub, '/feeds/hub/rss')
    await pull(hub, '/feeds/hub/rss')
    await expect.poll(types, { timeout: 20_000 }).toEqual(['item.published', 'item.updated', 'item.withdrawn'])
    await admin.send('DELETE', `/api/v1/webhooks/${webhook.id}`)
  })

  it('tries again under the same id after a failure, and keeps what comes while it is paused', async () => {
    got.length = 0
    answer = 503
    const { webhook } = (await register()).body
    await admin.post(`/api/v1/webhooks/${webhook.id}/test`)
    await expect.poll(() => got.length, { timeout: 20_000 }).toBe(1)
    answer = 204
    await expect.poll(async () => (await read(webhook.id)).recent[0]?.state, { timeout: 30_000 }).toBe('delivered')
    expect(got.map(each => each.headers['webhook-id'])).toEqual([
      got[0]!.headers['webhook-id'],
      got[0]!.headers['webhook-id'],
    ])
    await admin.send('PATCH', `/api/v1/webhooks/${webhook.id}`, { state: 'paused' })
    expect((await admin.post(`/api/v1/webhooks/${webhook.id}/test`)).status).toBe(409)
  })

  it('refuses plain http beyond loopback and an address with a password, and goes to no private address', async () => {
    const status = async (address: string) => (await admin.post('/api/v1/webhooks', { url: address, events })).status
    expect(await status('http://example.org/hook')).toBe(400)
    expect(await status('https://a:b@example.org/hook')).toBe(400)
    const inner = await admin.post<{ webhook: Webhook }>('/api/v1/webhooks', { url: 'https://10.0.0.1/hook', events })
    await admin.post(`/api/v1/webhooks/${inner.body.webhook.id}/test`)
    const problem = async () => (await read(inner.body.webhook.id)).recent[0]?.problem
    await expect.poll(problem, { timeout: 20_000 }).toBe('refused')
  })

  it('tells curators and administrators once that an address was given up, and whom it was not told of', async () => {
    const curator = await hub.person('Biên tập', { hubRoles: ['curator'] })
    answer = 410
    const { webhook } = (await register()).body
    const told = () =>
      hub.deps.db.notification.findMany({ where: { kind: 'webhook-given-up', personId: curator.personId } })
    const id = await putItem(hub, { title: 'Tin không tới nơi' })
    await pull(hub, '/feeds/hub/rss')
    await expect.poll(async () => (await read(webhook.id)).state, { timeout: 20_000 }).toBe('failing')
    await hub.deps.db.asset.update({ where: { id }, data: { revision: { increment: 1 } } })
    await pull(hub, '/feeds/hub/rss')
    const dead = async () => (await read(webhook.id)).recent.filter(each => each.state === 'dead').length
    await expect.poll(dead, { timeout: 20_000 }).toBe(2)
    expect(await told()).toEqual([
      expect.objectContaining({ subjectId: id, facts: { host: new URL(url).host }, mail: 'at-once' }),
    ])
    answer = 204
    await admin.send('DELETE', `/api/v1/webhooks/${webhook.id}`)
  })

  it('forgets old messages, but for the newest ten of an address and those that still wait', async () => {
    const { webhook } = (await register()).body
    const old = new Date(Date.now() - 40 * 86_400_000)
    const message = (at: number, state: string) => ({
      ...{ id: newId(), webhookId: webhook.id, event: 'hub.test', body: '{"data":{}}', state },
      ...{ createdAt: new Date(old.getTime() + at), updatedAt: new Date(old.getTime() + at) },
    })
    const rows = [message(0, 'waiting'), ...Array.from({ length: 14 }, (_, at) => message(at + 1, 'delivered'))]
    await hub.deps.db.webhookDelivery.createMany({ data: rows })
    await pruneMessages(hub.deps.db)
    const left = await hub.deps.db.webhookDelivery.findMany({
      where: { webhookId: webhook.id },
      orderBy: { createdAt: 'asc' },
    })
    expect(left.map(each => each.id)).toEqual([rows[0], ...rows.slice(-10)].map(each => each?.id))
  })
})
