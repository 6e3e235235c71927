import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NewApiKeyAnswer } from '#contracts/api-key'
import type { Operation } from '#contracts/operation'
import { operations } from '#contracts/operations'
import { newId } from '#server/platform/new-id'
import { renditionKey } from '#server/storage/keys'
import { putMediaAsset } from '../support/media-asset.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
const names = ['thumb', 'large']
const agent = new Agent({ keepAlive: true })
type Fields = Record<string, string>
type Raw = { line: string; headers: string[]; body: string }

/**
 * What is not yours against what does not exist, byte by byte: the status line, every header in its order, the body. Only what is
 * different between any two answers is taken out: the date, the request's number, the page's nonce.
 */
describe('what is not yours', () => {
  let hub: TestHub
  const hidden: Record<string, string> = {}
  const callers: Record<string, Fields> = {}
  let etags: string[]
  beforeAll(async () => {
    hub = await startTestHub({ env: { HUB_LIMIT_REQUESTS: '0' } })
    const owner = await hub.person('Chủ', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const { db, store } = hub.deps
    const file = Buffer.from(`%PDF-1.7\n${newId()}`)
    const media = await putMediaAsset(hub.deps, file, {
      ...{ kind: 'document', contentType: 'application/pdf', visibility: 'draft', uploadedBy: owner.personId },
    })
    const thumb = Buffer.from(newId())
    const key = renditionKey(media.objectId, 1, 'thumb')
    const { sha256, size } = await store.put(key, Readable.from(thumb), { contentType: 'image/webp' })
    await db.rendition.create({
      data: {
        ...{ id: newId(), objectId: media.objectId, recipe: 1, name: 'thumb', key, contentType: 'image/webp' },
        ...{ sha256, size: BigInt(size) },
      },
    })
    const said = { title: 'Bài', html: '<p>x</p>' }
    const article = async (over: object) =>
      (await owner.post<{ asset: { id: string } }>('/api/v1/articles', { ...said, ...over })).body.asset.id
    hidden['a draft with its file'] = media.assetId
    hidden['an article of the unit'] = await article({ visibility: 'unit' })
    hidden['a public item under embargo'] = await article({ visibility: 'public' })
    hidden['a public item in the trash'] = await article({ visibility: 'public' })
    await db.asset.update({ where: { id: media.assetId }, data: { file: 'ready' } })
    const embargoUntil = new Date(Date.now() + 3_600_000)
    await db.asset.update({ where: { id: hidden['a public item under embargo']! }, data: { embargoUntil } })
    await db.asset.update({ where: { id: hidden['a public item in the trash']! }, data: { life: 'trashed' } })
    const stranger = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const partner = await hub.person('Đối tác', { memberships: [{ unit: 'btttt', role: 'editor' }] })
    const scopes = ['read', 'edit', 'nominate', 'upload', 'curate']
    const made = await stranger.post<NewApiKeyAnswer>('/api/v1/me/keys', { name: 'k', scopes, expiresInDays: 1 })
    Object.assign(callers, {
      nobody: {},
      'an editor of another unit': { cookie: stranger.cookie },
      'a partner': { cookie: partner.cookie },
      'a program of another unit': { authorization: `Bearer ${made.body.secret}` },
    })
    etags = [`"${createHash('sha256').update(file).digest('hex')}"`, `"${sha256}"`, '"r1"']
  })
  afterAll(() => {
    agent.destroy()
    return hub.close()
  })

  const send = (method: string, path: string, headers: Fields, body?: string) =>
    new Promise<Raw>((resolve, reject) => {
      const { hostname, port } = new URL(hub.url)
      const asked = request({ hostname, port, method, path, headers, agent }, res => {
        const chunks: Buffer[] = []
        res.on('data', (chunk: Buffer) => chunks.push(chunk))
        res.on('end', () => resolve(readable(res.statusCode!, res.statusMessage!, res.rawHeaders, chunks)))
        res.on('error', reject)
      })
      asked.on('error', reject)
      asked.end(body)
    })

  const all = Object.values(operations) as Operation[]
  const paths = [...new Set(all.map(operation => operation.path))].filter(path => path.includes('/assets/{id}'))
  const spelled = (path: string, id: string) =>
    path.includes('{name}')
      ? names.map(name => path.replace('{id}', id).replace('{name}', name))
      : [
          path
            .replace('{id}', id)
            .replace('{number}', '1')
            .replace('{file}', 'master.m3u8')
            .replace('{purpose}', 'web')
            .replace(/\{\w+Id\}/g, newId()),
        ]
  /** Everything that might make an answer depend on what is there. */
  const conditions = (): { headers: Fields; query?: string; body?: string }[] => [
    { headers: {} },
    { headers: { 'if-none-match': '*' } },
    { headers: { 'if-none-match': etags.join(', ') } },
    { headers: { 'if-match': '*' } },
    {
      headers: {
        'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT',
        'if-unmodified-since': 'Fri, 01 Jan 2100 00:00:00 GMT',
      },
    },
    { headers: { range: 'bytes=0-0' } },
    { headers: { range: 'bytes=99999999999-', 'if-range': etags[0]! } },
    { headers: { accept: 'text/html', 'accept-language': 'en', 'accept-encoding': 'gzip, br' }, query: '?download=1' },
    { headers: {}, query: '?unknown=1&unknown=2' },
    ...[etags[2]!, '"r2"', 'W/"r1"'].map(tag => ({
      headers: { 'if-match': tag, 'content-type': 'application/json' },
      body: '{"title":"Khác","purpose":"web","channel":"khong-co","note":"","reason":"error"}',
    })),
    { headers: { 'content-type': 'application/json', 'if-match': '"r1"' }, body: '{"visibility":"public"}' },
    { headers: { 'content-type': 'application/json' }, body: '{' },
  ]

  it('has every route of an item walked', () => {
    expect(paths.length).toBeGreaterThanOrEqual(9)
    expect(Object.keys(hidden)).toHaveLength(4)
  })

  for (const path of paths) {
    it(`is as if it were not, byte by byte: ${path}`, async () => {
      for (const { who, what, method, asked, body, query } of tries(path)) {
        const [theirs, nobodys] = [spelled(path, hidden[what]!), spelled(path, newId())]
        for (const [i, at] of theirs.entries()) {
          const [answer, unknown] = await Promise.all([
            send(method, at + query, asked, body),
            send(method, nobodys[i]! + query, asked, body),
          ])
          const said = `${who}: ${method} ${at}${query} of ${what} ${JSON.stringify(asked)}`
          expect.soft(answer, said).toEqual(unknown)
          if (method !== 'OPTIONS') expect.soft(answer.line, said).toMatch(/^(40[0134]|412|415|422|428) /)
        }
      }
    }, 180_000)
  }

  /** Every method for everybody and every item; every condition on the methods of the route, on the draft. */
  const tries = (path: string) => {
    const own = all.filter(operation => operation.path === path).map(({ method }) => method.toUpperCase())
    const walked = [...own, ...(own.includes('GET') ? ['HEAD'] : [])]
    const plain = Object.keys(callers).flatMap(who =>
      Object.keys(hidden).flatMap(what => methods.map(method => ({ who, what, method, given: { headers: {} } }))),
    )
    const conditioned = ['nobody', 'an editor of another unit'].flatMap(who =>
      walked.flatMap(method => conditions().map(given => ({ who, what: 'a draft with its file', method, given }))),
    )
    return [...plain, ...conditioned].map(({ who, what, method, given }) => {
      const { headers, query = '', body } = given as ReturnType<typeof conditions>[number]
      return { who, what, method, query, body, asked: { ...callers[who], ...headers } }
    })
  }

  it('is as it was when all that was tried', async () => {
    const rows = await hub.deps.db.asset.findMany({ where: { id: { in: Object.values(hidden) } } })
    expect(rows.map(row => row.revision)).toEqual([1, 1, 1, 1])
    expect(rows.filter(row => row.life === 'trashed')).toHaveLength(1)
    expect(await hub.deps.db.assetReuse.count()).toBe(0)
    expect(await hub.deps.db.nomination.count()).toBe(0)
  })
})

function readable(status: number, message: string, rawHeaders: string[], chunks: Buffer[]): Raw {
  const mend = (text: string) => text.replace(/nonce-[^']+/g, 'nonce').replace(/urn:uuid:[0-9a-f-]{36}/g, 'urn')
  const headers = []
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const [name = '', value = ''] = [rawHeaders[i], rawHeaders[i + 1]]
    if (name.toLowerCase() === 'date' || name.toLowerCase() === 'x-request-id') headers.push(name)
    else headers.push(`${name}: ${mend(value)}`)
  }
  return { line: `${status} ${message}`, headers, body: mend(Buffer.concat(chunks).toString('latin1')) }
}
