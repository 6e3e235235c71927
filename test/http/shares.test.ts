import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AssetMetadata } from '#contracts/asset'
import type { NewShare, Share, SharedBoard } from '#contracts/share'
import { newId } from '#server/platform/new-id'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('links for people outside', { timeout: 120_000 }, () => {
  let hub: TestHub
  let editor: TestClient
  let admin: TestClient
  let boardId: string
  let photo: string
  let article: string

  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
    editor = await hub.person('Mai', { memberships: [{ unit: 'bao', role: 'editor' }] })
    admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    photo = await upload('Núi Bà Đen.jpg', 0)
    const made = await editor.post<{ asset: { id: string } }>('/api/v1/articles', {
      title: 'Bài',
      html: '<p>x</p>',
      visibility: 'unit',
    })
    article = made.body.asset.id
    boardId = await newBoard([photo, article])
    await hub.idle()
  })
  afterAll(() => hub.close())

  let serial = 0
  const upload = async (name: string, _n: number, more: AssetMetadata = {}) => {
    serial += 1
    const bytes = await makeJpeg({ width: 900 + serial, height: 600 })
    const answer = await editor.upload(bytes, name, {
      title: name,
      visibility: 'unit',
      altText: 'Núi',
      credit: 'Báo',
      ...more,
    })
    return answer.body.asset.id
  }
  const newBoard = async (assets: string[], client = editor) => {
    const made = await client.post<{ collection: { id: string } }>('/api/v1/collections', {
      name: 'Gửi đối tác',
      unit: 'bao',
    })
    const { id } = made.body.collection
    await client.post(`/api/v1/collections/${id}/items`, { assets })
    return id
  }
  const share = async (wish: Partial<NewShare> = {}, board = boardId, client = editor) => {
    const body = { expiresInDays: 7, watermark: false, ...wish }
    const made = await client.post<{ share: Share; url: string }>(`/api/v1/collections/${board}/shares`, body)
    expect(made.status).toBe(201)
    return { ...made.body, api: `/api/v1/shares/${new URL(made.body.url).pathname.split('/').at(-1)}` }
  }
  const look = (api: string, headers: Record<string, string> = {}) => hub.anonymous.get<SharedBoard>(api, headers)
  const unknown = `/api/v1/shares/${'0'.repeat(64)}`
  const shape = (answer: { status: number; body: object }) => ({ status: answer.status, ...answer.body, instance: '' })

  it('shows a board to whoever holds the address: previews, no files, nothing of the hub’s own', async () => {
    const { url, api } = await share()
    expect(url).toMatch(/\/chia-se\/[0-9a-f]{64}$/)
    const { body, headers } = await look(api)
    expect(headers.get('x-robots-tag')).toContain('noindex')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(body).toMatchObject({ name: 'Gửi đối tác', zip: null, watermark: false })
    expect(body.items.map(item => item.id)).toEqual([photo, article])
    expect(body.items[0]).toMatchObject({ title: 'Núi Bà Đen.jpg', file: null })
    expect(JSON.stringify(body)).not.toMatch(/Mai|uploadedBy|visibility|original/)
    const picture = await hub.anonymous.bytes(body.items[0]!.picture!)
    expect(picture.status).toBe(200)
    expect((await sharp(picture.bytes).metadata()).format).toBe('jpeg')
    for (const name of ['file', 'original', 'web', 'marked'])
      expect((await hub.anonymous.get(`${api}/items/${photo}/${name}`)).status).toBe(404)
    expect((await hub.anonymous.get(`${api}/zip`)).status).toBe(404)
    const page = await fetch(url, { headers: { accept: 'text/html' } })
    expect(page.headers.get('x-robots-tag')).toContain('noindex')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('keeps only a hash of the token', async () => {
    const { url, share: made } = await share()
    const token = url.split('/').at(-1)!
    const row = await hub.deps.db.shareLink.findUniqueOrThrow({ where: { id: made.id } })
    expect(JSON.stringify(row)).not.toContain(token)
    const list = await editor.get(`/api/v1/collections/${boardId}/shares`)
    expect(JSON.stringify(list.body)).not.toContain(token)
  })

  it('is the same nothing when unknown, malformed, revoked, expired, or another’s item', async () => {
    const nothing = shape(await look(unknown))
    expect(nothing.status).toBe(404)
    const revoked = await share()
    expect((await editor.delete(`/api/v1/collections/${boardId}/shares/${revoked.share.id}`)).status).toBe(204)
    expect(shape(await look(revoked.api))).toEqual(nothing)
    const expired = await share()
    await hub.deps.db
      .$executeRaw`update share_link set expires_at = now() - interval '1 second' where id = ${expired.share.id}::uuid`
    expect(shape(await look(expired.api))).toEqual(nothing)
    expect(shape(await look('/api/v1/shares/abc'))).toEqual(nothing)
    const open = await share()
    expect(shape(await hub.anonymous.get(`${open.api}/items/${newId()}/picture`))).toEqual(nothing)
    expect(shape(await hub.anonymous.get(`${open.api}/items/${await upload('khác.jpg', 1)}/picture`))).toEqual(nothing)
    expect(shape(await hub.anonymous.post(`${open.api}/entry`, { password: 'x' }))).toEqual(nothing)
  })

  it('asks for a password once, keeps it in a cookie of its own, and never in an address', async () => {
    const one = await share({ password: 'mật khẩu dài' })
    const other = await share({ password: 'một khẩu khác' })
    const refused = await look(one.api)
    expect(refused).toMatchObject({ status: 401, body: { type: 'urn:media-hub:problem:share-password' } })
    expect((await hub.anonymous.get(`${one.api}/items/${photo}/picture`)).status).toBe(401)
    expect((await look(`${one.api}?password=${encodeURIComponent('mật khẩu dài')}`)).status).toBe(401)
    expect((await hub.anonymous.post(`${one.api}/entry`, { password: 'sai' })).status).toBe(401)
    const entered = await hub.anonymous.post(`${one.api}/entry`, { password: 'mật khẩu dài'.normalize('NFD') })
    expect(entered.status).toBe(204)
    const [set = ''] = entered.headers.getSetCookie()
    expect(set).toContain(`Path=${one.api}`)
    expect(set).toMatch(/HttpOnly/)
    expect(set).toMatch(/SameSite=Strict/)
    expect(set).toMatch(/Max-Age=7200/)
    const cookie = set.split(';')[0]!
    expect((await look(one.api, { cookie })).status).toBe(200)
    expect((await hub.anonymous.get(`${one.api}/items/${photo}/picture`, { cookie })).status).toBe(200)
    expect((await look(other.api, { cookie })).status).toBe(401)
    const row = await hub.deps.db.shareLink.findUniqueOrThrow({ where: { id: one.share.id } })
    expect(row.passwordHash).toMatch(/^\$argon2id\$/)
  })

  it('bounds how often a password may be guessed', async () => {
    const { api } = await share({ password: 'mật khẩu dài' })
    const statuses: number[] = []
    for (let n = 0; n < 12; n++)
      statuses.push((await hub.anonymous.post(`${api}/entry`, { password: `sai ${n}` })).status)
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429])
    expect((await hub.anonymous.post(`${api}/entry`, { password: 'mật khẩu dài' })).status).toBe(429)
  })

  it('lays a mark over every picture where it is asked for, and never shows one without', async () => {
    const { api } = await share({ watermark: true })
    await hub.idle()
    const { body } = await look(api)
    const item = body.items.find(each => each.id === photo)!
    expect(item).toMatchObject({ making: false, video: null, file: null })
    const marked = await hub.anonymous.bytes(item.picture!)
    const plain = await editor.bytes(`/api/v1/assets/${photo}/renditions/preview`)
    const pixels = (bytes: Buffer) => sharp(bytes).resize(300, 200, { fit: 'fill' }).greyscale().raw().toBuffer()
    const [a, b] = [await pixels(marked.bytes), await pixels(plain.bytes)]
    const changed = a.filter((value, index) => Math.abs(value - b[index]!) > 12).length / a.length
    expect(changed).toBeGreaterThan(0.05)
    expect(changed).toBeLessThan(0.6)
    const shown = await editor.get<{ asset: { renditions: { name: string }[] } }>(`/api/v1/assets/${photo}`)
    expect(shown.body.asset.renditions.map(each => each.name)).not.toContain('marked')
    const both = await editor.post(`/api/v1/collections/${boardId}/shares`, {
      expiresInDays: 1,
      watermark: true,
      downloads: true,
    })
    expect(both.status).toBe(400)
  })

  it('makes the mark of what comes onto the board later', async () => {
    const board = await newBoard([photo])
    const { api } = await share({ watermark: true }, board)
    const late = await upload('muộn.jpg', 2)
    await hub.idle()
    await editor.post(`/api/v1/collections/${board}/items`, { assets: [late] })
    await hub.idle()
    const { body } = await look(api)
    expect(body.items.map(item => [item.id, item.picture !== null])).toEqual([
      [photo, true],
      [late, true],
    ])
  })

  it('gives files where it may: one, or all as a ZIP, each recorded', async () => {
    const { api, share: made } = await share({ downloads: true })
    const { body } = await look(api)
    const file = await hub.anonymous.bytes(body.items[0]!.file!.url)
    expect(file.headers.get('content-disposition')).toContain("filename*=UTF-8''N%C3%BAi%20B%C3%A0%20%C4%90en-web.jpg")
    // The copy for a page: what the camera knew of the place stays here.
    expect((await sharp(file.bytes).metadata()).exif).toBeUndefined()
    const zip = await hub.anonymous.bytes(body.zip!)
    expect(zip.bytes.subarray(0, 2).toString()).toBe('PK')
    const rows = await hub.deps.db.auditEntry.findMany({
      where: { act: 'share.download', subjectId: { in: [photo, article] } },
    })
    expect(rows.map(row => row.subjectId).sort()).toEqual([article, photo, photo].sort())
    const visits = await editor.get<{ visits: { act: string; times: number; network: string }[] }>(
      `/api/v1/collections/${boardId}/shares/${made.id}/visits`,
    )
    expect(visits.body.visits.find(visit => visit.act === 'download')).toMatchObject({
      times: 2,
      network: '127.0.0.0/24',
    })
  })

  it('notes who came: the network without its end, the day, how often', async () => {
    const { api, share: made } = await share({ password: 'mật khẩu dài' })
    await hub.anonymous.post(`${api}/entry`, { password: 'sai mất rồi' })
    const entered = await hub.anonymous.post(`${api}/entry`, { password: 'mật khẩu dài' })
    const cookie = entered.headers.getSetCookie()[0]!.split(';')[0]!
    await look(api, { cookie })
    await look(api, { cookie })
    const visits = await editor.get<{ visits: { act: string; times: number }[] }>(
      `/api/v1/collections/${boardId}/shares/${made.id}/visits`,
    )
    expect(visits.body.visits.map(({ act, times }) => `${act} ${times}`).sort()).toEqual(['open 1', 'refused 1'])
    expect(JSON.stringify(visits.body)).not.toContain('127.0.0.1')
    const list = await editor.get<{ shares: Share[] }>(`/api/v1/collections/${boardId}/shares`)
    expect(list.body.shares.find(each => each.id === made.id)).toMatchObject({
      opened: 1,
      password: true,
      state: 'open',
    })
  })

  it('shows nothing under embargo, with its right ended, with consent withdrawn, or taken back from the portals', async () => {
    const id = await upload('ngày.jpg', 3)
    const board = await newBoard([id, photo])
    const { api } = await share({}, board)
    await hub.idle()
    const seen = async () => (await look(api)).body.items.map(item => item.id)
    const picture = async () => (await hub.anonymous.get(`${api}/items/${id}/picture`)).status
    const { db } = hub.deps
    const states: [name: string, data: Record<string, Date | null>][] = [
      ['embargo', { embargoUntil: new Date(Date.now() + 3_600_000) }],
      ['right ended', { embargoUntil: null, rightsUntil: new Date('2020-01-01') }],
      ['consent', { rightsUntil: null, consentWithdrawnAt: new Date(Date.now() - 1000) }],
    ]
    expect(await seen()).toEqual([id, photo])
    for (const [name, data] of states) {
      await db.asset.update({ where: { id }, data })
      expect(await seen(), name).toEqual([photo])
      expect(await picture(), name).toBe(404)
    }
    await db.asset.update({ where: { id }, data: { consentWithdrawnAt: null } })
    expect(await picture()).toBe(200)
    await db.recall.create({ data: { id: newId(), assetId: id, kind: 'takedown', reason: 'rights' } })
    expect(await seen()).toEqual([photo])
    expect(await picture()).toBe(404)
    // Trash is refused while it stands here; a hub that was told so by hand shows nothing either.
    await db.asset.update({ where: { id: photo }, data: { life: 'trashed' } })
    expect(await seen()).toEqual([])
    await db.asset.update({ where: { id: photo }, data: { life: 'active' } })
  })

  it('shows of what its maker may not hand out nothing: a hub item of another unit stays inside', async () => {
    const other = await hub.person('Lan', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const inside = await upload('trong.jpg', 4, { visibility: 'hub' })
    const open = await upload('ngoài.jpg', 5, { visibility: 'public' })
    const made = await other.post<{ collection: { id: string } }>('/api/v1/collections', { name: 'Của Đài' })
    const { id } = made.body.collection
    await other.post(`/api/v1/collections/${id}/items`, { assets: [inside, open] })
    const { api } = await share({}, id, other)
    expect((await look(api)).body.items.map(item => item.id)).toEqual([open])
  })

  it('ends within five seconds of its maker’s suspension, and of the loss of the role', async () => {
    const maker = await hub.person('Sắp nghỉ', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const board = await newBoard([photo], maker)
    const { api } = await share({}, board, maker)
    expect((await look(api)).status).toBe(200)
    await hub.deps.db.membership.updateMany({ where: { personId: maker.personId }, data: { role: 'reader' } })
    expect((await look(api)).status).toBe(404)
    await hub.deps.db.membership.updateMany({ where: { personId: maker.personId }, data: { role: 'editor' } })
    expect((await look(api)).status).toBe(200)
    const began = Date.now()
    const suspended = await admin.send('PUT', `/api/v1/people/${maker.personId}/suspension`)
    expect(suspended.status).toBe(200)
    expect(shape(await look(api))).toEqual(shape(await look(unknown)))
    expect((await hub.anonymous.get(`${api}/items/${photo}/picture`)).status).toBe(404)
    expect(Date.now() - began).toBeLessThan(5000)
  })
})
