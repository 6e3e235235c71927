import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { Delivery } from '#contracts/delivery'
import type { Nomination } from '#contracts/nomination'
import { type PortalReceiver, startPortalReceiver } from '../../scripts/portal-receiver/start-portal-receiver.ts'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub } from '../support/test-hub.ts'

type One = { nomination: Nomination }
const licence = { statement: 'https://creativecommons.org/licenses/by/4.0/' } as const
let width = 300

/** A hub with a portal, a newspaper and its people, and two curators; with its worker where asked. */
export async function openDeskRig(options: { worker: boolean }) {
  const dir = await mkdtemp(join(tmpdir(), 'hub-desk-'))
  const env = { HUB_OUTBOUND_ALLOW: '127.0.0.1/32:*', HUB_LIMIT_REQUESTS: '0' }
  const hub = await startTestHub({ worker: options.worker, env })
  const portal: PortalReceiver = await startPortalReceiver({ dir, port: 0, keys: async () => hub.deps.keys.jwks })
  const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
  const curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
  const second = await hub.person('Tuyển chọn hai', { hubRoles: ['curator'] })
  const reporter = await hub.person('Phóng viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
  const stranger = await hub.person('Đài', { memberships: [{ unit: 'dai', role: 'editor' }] })
  const addChannel = async (code: string) => {
    const made = await admin.post<{ channel: { id: string } }>('/api/v1/channels', {
      code,
      name: code,
      address: portal.url,
    })
    return made.body.channel.id
  }
  const rig = {
    ...{ hub, portal, admin, curator, second, reporter, stranger, addChannel, channel: await addChannel('cong') },
    async article(title: string, by: TestClient = reporter): Promise<Asset> {
      const said = {
        description: 'Tóm tắt gốc',
        creator: 'Báo',
        credit: 'Báo Tây Ninh',
        rights: licence,
        visibility: 'hub',
      }
      const made = await by.post<{ asset: Asset }>('/api/v1/articles', { title, html: '<p>Nội dung</p>', ...said })
      expect(made.status).toBe(201)
      return made.body.asset
    },
    async picture(title: string): Promise<Asset> {
      const said = { title, description: 'Mô tả ảnh', creator: 'Phóng viên', credit: `Ảnh: ${title}`, altText: 'Ảnh' }
      const file = await makeJpeg({ width: width++, height: 200 })
      const made = await reporter.upload(file, 'a.jpg', { ...said, rights: licence, visibility: 'hub' })
      expect(made.status).toBe(201)
      const { id } = made.body.asset
      const read = async () => (await reporter.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
      if (options.worker) await expect.poll(async () => (await read()).file, { timeout: 30_000 }).toBe('ready')
      return read()
    },
    async nominate(ids: readonly string[], more: object = {}, by: TestClient = reporter): Promise<Nomination> {
      const items = ids.map(asset => ({ asset }))
      const wish = { items, channels: ['cong'], ...more }
      const made = await by.post<{ nominations: Nomination[] }>('/api/v1/nominations', wish)
      expect(made, JSON.stringify(made.body)).toMatchObject({ status: 201 })
      return made.body.nominations[0]!
    },
    decide: (by: TestClient, id: string, more: object = {}) =>
      by.post<One & { type?: string; missing?: { key: string; asset: string }[] }>(
        `/api/v1/nominations/${id}/decision`,
        {
          decision: 'approve',
          ...more,
        },
      ),
    async read(id: string, by: TestClient = curator): Promise<Nomination> {
      const answer = await by.get<One>(`/api/v1/nominations/${id}`)
      expect(answer.status).toBe(200)
      return answer.body.nomination
    },
    act: (method: string, id: string, path: string, body?: unknown, by: TestClient = curator) =>
      by.send<One & { type?: string }>(method, `/api/v1/nominations/${id}/${path}`, body),
    deliveries: async (asset: string) =>
      (await curator.get<{ deliveries: Delivery[] }>(`/api/v1/deliveries?asset=${asset}`)).body.deliveries,
    there: (id: string) => portal.items().find(item => item.id === id),
    kinds: async (of: TestClient) =>
      (await of.get<{ notifications: { kind: string }[] }>('/api/v1/me/notifications')).body.notifications.map(
        each => each.kind,
      ),
    async close() {
      await hub.close()
      await portal.stop()
      await rm(dir, { recursive: true, force: true })
    },
  }
  return rig
}
export type DeskRig = Awaited<ReturnType<typeof openDeskRig>>
