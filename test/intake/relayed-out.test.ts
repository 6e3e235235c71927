import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SharedBoard } from '#contracts/share'
import { itemFacts, readItems } from '#server/channels/load-item'
import { pull, putItem } from '../feeds/feed-rig.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const mark = { source: 'TTXVN', url: 'https://nguon.example/tin-1', notice: null }
const statement = 'https://creativecommons.org/licenses/by/4.0/'

describe('a relayed item on its way out', { timeout: 60_000 }, () => {
  let hub: TestHub
  let editor: TestClient
  let known: string
  let unknown: string
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_LIMIT_REQUESTS: '0' } })
    editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    known = await putItem(hub, { title: 'Tin có quyền', rightsStatement: statement })
    unknown = await putItem(hub, { title: 'Tin chưa rõ quyền', visibility: 'unit' })
    for (const assetId of [known, unknown]) await hub.deps.db.assetRelay.create({ data: { assetId, ...mark } })
  }, 120_000)
  afterAll(() => hub?.close())

  const board = async (assets: string[]) => {
    const made = await editor.post<{ collection: { id: string } }>('/api/v1/collections', { name: 'Gửi', unit: 'bao' })
    const { id } = made.body.collection
    expect((await editor.post(`/api/v1/collections/${id}/items`, { assets })).status).toBe(200)
    return id
  }
  const share = (id: string) =>
    editor.post<{ url: string; detail?: string }>(`/api/v1/collections/${id}/shares`, {
      expiresInDays: 7,
      watermark: false,
    })

  it('is in no share link while its rights are not known: who makes one is told, and which item it is', async () => {
    const refused = await share(await board([known, unknown]))
    expect(refused).toMatchObject({
      status: 409,
      body: {
        type: 'urn:media-hub:problem:relay-rights-unknown',
        assets: [{ id: unknown, title: 'Tin chưa rõ quyền' }],
      },
    })
    expect(refused.body.detail).toContain('Ghi rõ quyền sử dụng')
    const id = await board([known])
    const made = await share(id)
    expect(made.status).toBe(201)
    const api = `/api/v1/shares/${new URL(made.body.url).pathname.split('/').at(-1)}`
    const seen = async () => (await hub.anonymous.get<SharedBoard>(api)).body.items
    expect(await seen()).toMatchObject([{ id: known, relay: 'TTXVN' }])
    // Put there later, it stays behind the link until somebody has said what its rights are.
    await editor.post(`/api/v1/collections/${id}/items`, { assets: [unknown] })
    expect((await seen()).map(each => each.id)).toEqual([known])
    await hub.deps.db.asset.update({ where: { id: unknown }, data: { rightsStatement: statement } })
    expect((await seen()).map(each => each.id)).toEqual([known, unknown])
  })

  it('bears its mark in the frame on other sites', async () => {
    const { status, text } = await pull(hub, `/embed/${known}`)
    expect(status).toBe(200)
    expect(text).toContain('TTXVN')
  })

  it('names its source in ninjs, in feeds and in deliveries, as the schema of 3.1 allows', async () => {
    const { infoSources, ...item } = JSON.parse((await pull(hub, `/feeds/hub/ninjs/${known}`)).text)
    expect(infoSources[0]).toEqual({ name: 'TTXVN', role: 'originator', uri: mark.url })
    expect(infoSources).toHaveLength(2)
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    formats.default(ajv)
    ajv.addSchema({ type: 'object' }, 'https://geojson.org/schema/GeoJSON.json')
    const schema = join(import.meta.dirname, '../fixtures/ninjs-schema_3.1.json')
    const validate = ajv.compile(JSON.parse(await readFile(schema, 'utf8')))
    expect(validate({ ...item, infoSources }), JSON.stringify(validate.errors)).toBe(true)
    const row = (await readItems(hub.deps.db, [known])).get(known)!
    expect(itemFacts(row, null).asset.relay).toEqual({ source: 'TTXVN', url: mark.url })
  })
})
