import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Asset } from '#contracts/asset'
import type { RelayItem, RelayList } from '#contracts/intake-item'
import type { Source } from '#contracts/intake-source'
import type { NotificationList } from '#contracts/notification'
import type { SearchAnswer } from '#contracts/search'
import { freePort } from '#server/platform/embedded-postgres'
import { newId } from '#server/platform/new-id'
import { makeJpeg } from '../support/media.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { type FeedServer, rssOf, startFeedServer } from './feed-server.ts'

const free = 'https://creativecommons.org/licenses/by/4.0/'

describe('items of sources elsewhere', () => {
  let site: FeedServer
  let inside: FeedServer
  let hub: TestHub
  let curator: TestClient
  let editor: TestClient
  let reader: TestClient
  let stranger: TestClient
  let path: string

  beforeAll(async () => {
    site = await startFeedServer()
    inside = await startFeedServer()
    hub = await startTestHub({
      worker: true,
      env: { HUB_OUTBOUND_ALLOW: `127.0.0.1/32:${site.port}`, HUB_LIMIT_REQUESTS: '0' },
    })
    curator = await hub.person('Người tuyển chọn', { hubRoles: ['curator'] })
    editor = await hub.person('Biên tập viên', { memberships: [{ unit: 'bao', role: 'editor' }] })
    reader = await hub.person('Người đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    stranger = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
  })
  afterAll(async () => {
    await hub.close()
    await site.close()
    await inside.close()
  })
  beforeEach(() => {
    path = `/${newId()}`
  })

  const add = async (more: object = {}) => {
    const draft = { name: 'TTXVN', kind: 'feed', address: site.url + path, unit: 'bao', ...more }
    const made = await curator.post<{ source: Source }>('/api/v1/intake/sources', draft)
    expect(made.status).toBe(201)
    await hub.idle()
    return made.body.source.id
  }
  const sourceOf = async (id: string) =>
    (await curator.get<{ sources: Source[] }>('/api/v1/intake/sources')).body.sources.find(each => each.id === id)!
  const again = async (id: string) => {
    expect((await curator.post(`/api/v1/intake/sources/${id}/fetch`)).status).toBe(202)
    await hub.idle()
  }
  const items = async (source: string, state = 'new', client = editor) =>
    (await client.get<RelayList>(`/api/v1/intake/items?state=${state}&source=${source}`)).body.items
  const take = (id: string, body: object = {}, client = editor) =>
    client.post<{ item: RelayItem }>(`/api/v1/intake/items/${id}/taking`, body)
  const assetOf = async (id: string, client = editor) =>
    (await client.get<{ asset: Asset }>(`/api/v1/assets/${id}`)).body.asset
  const newsOf = async (client: TestClient) =>
    (await client.get<NotificationList>('/api/v1/me/notifications')).body.notifications.map(each => each.kind)

  it('come in once, are taken in once with the relay mark, and show it wherever the asset shows', async () => {
    site.at(
      path,
      rssOf([
        {
          id: 'a',
          title: 'Hội nghị ASEAN khai mạc',
          text: 'Tóm tắt',
          link: `${site.url}/bai/a`,
          more: `<dc:rights>© TTXVN</dc:rights>`,
        },
      ]),
    )
    const source = await add({ credit: 'TTXVN', rights: { statement: free, holder: 'TTXVN' } })
    const [item] = await items(source)
    expect(item).toMatchObject({
      title: 'Hội nghị ASEAN khai mạc',
      credit: 'TTXVN',
      url: `${site.url}/bai/a`,
      may: { take: true },
    })
    const taken = await Promise.all([take(item!.id, { title: 'Khai mạc Hội nghị ASEAN' }), take(item!.id)])
    expect(taken.map(answer => answer.status).sort()).toEqual([200, 409])
    const assetId = taken.find(answer => answer.status === 200)!.body.item.assetId!
    const asset = await assetOf(assetId)
    expect(asset).toMatchObject({
      kind: 'article',
      visibility: 'unit',
      credit: 'TTXVN',
      rights: { statement: free, holder: 'TTXVN' },
      relay: { source: 'TTXVN', url: `${site.url}/bai/a`, notice: '© TTXVN', withdrawnAt: null },
    })
    await hub.idle()
    const { body } = await editor.get<SearchAnswer>('/api/v1/search?q=ASEAN&limit=20')
    expect(body.hits.find(hit => hit.id === assetId)?.relay).toBe('TTXVN')

    const edited = await editor.send(
      'PATCH',
      `/api/v1/assets/${assetId}`,
      { visibility: 'public' },
      { 'if-match': `"r${asset.revision}"` },
    )
    expect(edited.status).toBe(200)
    await hub.deps.db.$executeRaw`select graphile_worker.add_job('feeds.refresh', '{}'::json)`
    await hub.idle()
    const page = String((await hub.anonymous.get(`/t/${assetId}`)).body)
    expect(page).toContain(`<link rel="canonical" href="${site.url}/bai/a">`)
    expect(page).toContain('Tin chuyển tiếp')
    const rss = String((await hub.anonymous.get('/feeds/hub/rss')).body)
    expect(rss).toContain(`<dc:source>${site.url}/bai/a</dc:source>`)
  })

  it('whose rights nobody knows stay in the hub', async () => {
    site.at(
      path,
      rssOf(
        [{ id: 'r', title: 'Tin không rõ quyền', text: 'Chữ', link: `${site.url}/r` }],
        '<copyright>Giữ bản quyền</copyright>',
      ),
    )
    const source = await add()
    const [item] = await items(source)
    expect(item!.rights).toMatchObject({ statement: null, notice: 'Giữ bản quyền' })
    const { assetId } = (await take(item!.id)).body.item
    const asset = await assetOf(assetId!)
    expect(asset.rights).toBeNull()
    expect(asset.relay?.notice).toBe('Giữ bản quyền')
    expect(asset.reuse.every(each => each.refusal === 'no-rights')).toBe(true)
    for (const visibility of ['partners', 'public']) {
      const answer = await editor.send(
        'PATCH',
        `/api/v1/assets/${assetId}`,
        { visibility },
        { 'if-match': `"r${asset.revision}"` },
      )
      expect(answer).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:not-cleared' } })
    }
  })

  it('keep their embargo, from ninjs, and a cancelled one is marked and told', async () => {
    const later = new Date(Date.now() + 86_400_000).toISOString()
    const one = {
      uri: 'urn:x:1',
      pubStatus: 'usable',
      headlines: [{ role: 'main', value: 'Tin có giờ công bố' }],
      embargoed: later,
      usageTerms: 'Chỉ đăng cổng',
      copyrightHolder: 'Bộ',
    }
    site.at(
      path,
      JSON.stringify({
        items: [one, { ...one, uri: 'urn:x:2', headlines: [{ value: 'Tin chưa ai nhận từ trung ương' }] }],
      }),
      'application/json',
    )
    const source = await add({ kind: 'ninjs', name: 'Trung ương' })
    const item = (await items(source)).find(each => each.title === 'Tin có giờ công bố')!
    expect(item.rights).toMatchObject({ usageTerms: 'Chỉ đăng cổng', holder: 'Bộ' })
    const { assetId } = (await take(item.id)).body.item
    expect((await assetOf(assetId!)).embargoUntil).toBe(later)
    expect((await stranger.get(`/api/v1/assets/${assetId}`)).status).toBe(404)

    const gone = ['urn:x:1', 'urn:x:2'].map(uri => ({ uri, pubStatus: 'canceled' }))
    site.at(path, JSON.stringify({ items: gone }), 'application/json')
    await again(source)
    await again(source)
    expect((await assetOf(assetId!)).relay?.withdrawnAt).not.toBeNull()
    expect((await items(source, 'taken'))[0]!.withdrawnAt).not.toBeNull()
    const dismissed = await items(source, 'dismissed')
    expect(dismissed).toHaveLength(1)
    expect(dismissed[0]!.may.take).toBe(false)
    expect((await take(dismissed[0]!.id)).status).toBe(409)
    expect((await newsOf(editor)).filter(kind => kind === 'relay-withdrawn')).toHaveLength(1)
    expect(await newsOf(curator)).toContain('relay-withdrawn')
  })

  it('that changed are one item, changed; who took it is told', async () => {
    site.at(path, rssOf([{ id: 'u', title: 'Bản đầu của tin này', text: 'một' }]))
    const source = await add()
    const [item] = await items(source)
    await take(item!.id)
    await again(source)
    expect((await newsOf(editor)).filter(kind => kind === 'relay-changed')).toHaveLength(0)
    site.at(path, rssOf([{ id: 'u', title: 'Bản sau của tin này', text: 'hai' }]))
    await again(source)
    const all = await items(source, 'taken')
    expect(all).toHaveLength(1)
    expect(all[0]).toMatchObject({ title: 'Bản sau của tin này', id: item!.id })
    expect(all[0]!.changedAt).not.toBeNull()
    expect((await newsOf(editor)).filter(kind => kind === 'relay-changed')).toHaveLength(1)
  })

  it('that repeat another are recognised, and a person may take one all the same', async () => {
    const text = '&lt;p&gt;Nội dung dài của một tin đã đăng ở nơi khác.&lt;/p&gt;'
    site.at(
      path,
      rssOf([
        { id: '1', title: 'Tây Ninh đón đoàn đại biểu các nước ASEAN', text, link: `${site.url}/x?utm_source=a` },
        { id: '2', title: 'Một tiêu đề khác hẳn cho cùng địa chỉ', text: 'khác', link: `${site.url}/x/` },
        { id: '3', title: 'Tây Ninh đón đoàn đại biểu các nước ASEAN.', text: 'bản ngắn', link: `${site.url}/y` },
        { id: '4', title: 'Tin hoàn toàn khác', text: 'riêng', link: `${site.url}/z` },
      ]),
    )
    const source = await add()
    expect((await items(source)).map(each => each.title).sort()).toEqual([
      'Tin hoàn toàn khác',
      'Tây Ninh đón đoàn đại biểu các nước ASEAN',
    ])
    const twice = await items(source, 'duplicate')
    expect(twice).toHaveLength(2)
    const [first] = (await items(source)).filter(each => each.title.startsWith('Tây Ninh'))
    expect(new Set(twice.map(each => each.duplicateOf))).toEqual(new Set([first!.id]))
    expect((await take(twice[0]!.id)).status).toBe(200)
  })

  it('that are the hub’s own, come back by a portal, are never taken in', async () => {
    const own = await editor.post<{ asset: Asset }>('/api/v1/articles', { title: 'Bài của tỉnh', html: '<p>x</p>' })
    const assetId = own.body.asset.id
    await hub.deps.db.channel.create({
      data: {
        id: newId(),
        code: `c${path.slice(-12)}`,
        name: 'Cổng',
        kind: 'hub-exchange',
        unitId: own.body.asset.unit.id,
      },
    })
    const channel = await hub.deps.db.channel.findUniqueOrThrow({ where: { code: `c${path.slice(-12)}` } })
    await hub.deps.db.delivery.create({
      data: {
        id: newId(),
        assetId,
        channelId: channel.id,
        op: 'publish',
        version: 1,
        state: 'published',
        publicUrl: `${site.url}/cong/bai-1`,
        requestedBy: editor.personId,
      },
    })
    site.at(
      path,
      rssOf([
        { id: `urn:uuid:${assetId}`, title: 'Bài của tỉnh, theo tên' },
        { id: 'p1', title: 'Bài của tỉnh, theo trang công khai', link: `${hub.deps.config.publicUrl}/t/${assetId}` },
        { id: 'p2', title: 'Bài của tỉnh, theo địa chỉ trên cổng', link: `${site.url}/cong/bai-1/?utm_medium=rss` },
        { id: `urn:uuid:${newId()}`, title: 'Tin của người khác mang số lạ' },
      ]),
    )
    const source = await add()
    const mine = await items(source, 'own')
    expect(mine).toHaveLength(3)
    expect(mine.every(each => each.ownAssetId === assetId && !each.may.take)).toBe(true)
    expect(await take(mine[0]!.id)).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:own-item' } })
    expect(await items(source)).toHaveLength(1)
  })

  it('bring their pictures by the rules of every upload, with the mark; what is no picture is refused in words', async () => {
    site.at('/anh.jpg', await makeJpeg({ width: 320, height: 200 }), 'image/jpeg')
    site.at('/gia.jpg', '<script>alert(1)</script>', 'image/jpeg')
    const media = `<media:content url="${site.url}/anh.jpg" type="image/jpeg"><media:title>Cầu Gò Dầu</media:title><media:credit>Ảnh: An</media:credit></media:content><media:content url="${site.url}/gia.jpg" type="image/jpeg"/>`
    site.at(path, rssOf([{ id: 'm', title: 'Tin có ảnh', text: 'x', more: media }]))
    const source = await add()
    const [item] = await items(source)
    await take(item!.id, { media: item!.media.map(each => each.id) })
    await hub.idle()
    const [done] = await items(source, 'taken')
    const [good, bad] = ['/anh.jpg', '/gia.jpg'].map(end => done!.media.find(each => each.url.endsWith(end))!)
    expect(bad).toMatchObject({ state: 'failed', problem: 'unsupported-type', assetId: null })
    expect(good).toMatchObject({ state: 'taken' })
    const asset = await assetOf(good!.assetId!)
    expect(asset).toMatchObject({ kind: 'image', title: 'Cầu Gò Dầu', credit: 'Ảnh: An', relay: { source: 'TTXVN' } })
    expect(asset.original?.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('are asked for by ETag, so that what did not change costs nothing', async () => {
    let full = 0
    site.at(path, (req, res) => {
      if (req.headers['if-none-match'] === '"v1"') return res.writeHead(304).end()
      full += 1
      res
        .writeHead(200, { etag: '"v1"', 'last-modified': 'Mon, 23 Nov 2026 03:30:00 GMT' })
        .end(rssOf([{ id: 'e', title: 'Tin có thẻ' }]))
    })
    const source = await add()
    await again(source)
    expect(full).toBe(1)
    expect((await sourceOf(source)).health).toMatchObject({ problem: null, lastCount: 1 })
    const asked = site.asked.filter(each => each.path === path)
    expect(asked[1]!.headers['if-modified-since']).toBe('Mon, 23 Nov 2026 03:30:00 GMT')
  })

  it.each<[string, (at: string) => void, string]>([
    [
      'leads inside by a redirect',
      at => site.at(at, (_q, res) => res.writeHead(302, { location: `${inside.url}/` }).end()),
      'refused',
    ],
    [
      'leads to a file',
      at => site.at(at, (_q, res) => res.writeHead(302, { location: 'file:///etc/passwd' }).end()),
      'refused',
    ],
    [
      'turns in circles',
      at => site.at(at, (_q, res) => res.writeHead(302, { location: site.url + at }).end()),
      'redirects',
    ],
    [
      'never ends',
      at =>
        site.at(at, (_q, res) => {
          res.writeHead(200, { 'content-type': 'application/xml' })
          const chunk = Buffer.alloc(65_536, 'x')
          const pour = () => {
            while (!res.destroyed && res.write(chunk));
          }
          res.on('drain', pour)
          pour()
        }),
      'too-large',
    ],
    [
      'is a bomb, packed',
      at =>
        site.at(at, (_q, res) => {
          res.writeHead(200, { 'content-encoding': 'gzip' })
          import('node:zlib').then(({ gzipSync }) => res.end(gzipSync(Buffer.alloc(200_000_000))))
        }),
      'too-large',
    ],
    [
      'has entities',
      at => site.at(at, '<!DOCTYPE x [<!ENTITY a "aaaa">]><rss><channel><title>&a;</title></channel></rss>'),
      'hostile',
    ],
    ['is a web page', at => site.at(at, '<!doctype html><title>x</title>', 'text/html'), 'not-a-feed'],
    ['answers 500', at => site.at(at, (_q, res) => res.writeHead(500).end()), 'http-status'],
  ])('a source that %s is refused, and says why', async (_name, prepare, problem) => {
    prepare(path)
    const source = await add()
    expect((await sourceOf(source)).health).toMatchObject({ problem, failuresInRow: 1, lastSuccessAt: null })
    expect(inside.asked).toEqual([])
    expect(await items(source)).toEqual([])
  })

  it('a source that hangs is given up in time, while another is read', { timeout: 60_000 }, async () => {
    site.at(path, () => {})
    const hung = await curator.post<{ source: Source }>('/api/v1/intake/sources', {
      name: 'Treo',
      kind: 'feed',
      address: site.url + path,
      unit: 'bao',
    })
    path = `/${newId()}`
    site.at(path, rssOf([{ id: 'ok', title: 'Tin của nguồn lành' }]))
    const good = await curator.post<{ source: Source }>('/api/v1/intake/sources', {
      name: 'Lành',
      kind: 'feed',
      address: site.url + path,
      unit: 'bao',
    })
    await expect.poll(() => items(good.body.source.id), { timeout: 10_000 }).toHaveLength(1)
    expect((await sourceOf(hung.body.source.id)).health.lastFetchAt).toBeNull()
    await expect
      .poll(async () => (await sourceOf(hung.body.source.id)).health.problem, { timeout: 40_000 })
      .toBe('timeout')
  })

  it('an address that is not open cannot even be asked', async () => {
    const source = await add({ address: `http://127.0.0.1:${await freePort()}/` })
    expect((await sourceOf(source)).health.problem).toBe('refused')
  })

  it('ten thousand items do not stop anything: the newest thousand are read', async () => {
    const many = Array.from({ length: 10_000 }, (_, n) => ({
      id: `n${n}`,
      title: `Tin ${n} về ${newId()}`,
      text: `${n}`,
    }))
    site.at(path, rssOf(many))
    const source = await add()
    expect((await sourceOf(source)).waiting).toBe(1000)
    await again(source)
    expect((await sourceOf(source)).waiting).toBe(1000)
  })

  it('the fifth failure in a row opens the breaker, a mended address closes it', async () => {
    site.at(path, (_q, res) => res.writeHead(503).end())
    const source = await add()
    for (let n = 0; n < 4; n++) await again(source)
    expect((await sourceOf(source)).health.openUntil).not.toBeNull()
    site.at(path, rssOf([{ id: 'ok', title: 'Đã chạy lại' }]))
    await again(source)
    expect((await sourceOf(source)).health).toMatchObject({ openUntil: null, failuresInRow: 0, problem: null })
  })

  it('the clock reads what is due, once, and nothing that is off', async () => {
    site.at(path, rssOf([{ id: 'c', title: 'Theo đồng hồ' }]))
    const source = await add({ active: false })
    const tick = async () => {
      await hub.deps.db.$executeRaw`select graphile_worker.add_job('intake.poll', '{}'::json)`
      await hub.idle()
    }
    const asked = () => site.asked.filter(each => each.path === path).length
    await tick()
    expect(asked()).toBe(0)
    await curator.patch(`/api/v1/intake/sources/${source}`, { active: true })
    await tick()
    await tick()
    expect(asked()).toBe(1)
  })

  it('an inbox is its unit’s: to others an item is not there', async () => {
    site.at(path, rssOf([{ id: 'q', title: 'Tin của báo', text: 'x' }]))
    const source = await add()
    const [item] = await items(source)
    for (const other of [stranger, reader]) {
      expect(await items(source, 'new', other)).toEqual([])
      const foreign = await take(item!.id, {}, other)
      const missing = await take(newId(), {}, other)
      expect([foreign.status, missing.status]).toEqual([404, 404])
      expect((await other.post(`/api/v1/intake/items/${item!.id}/dismissal`)).status).toBe(404)
    }
    expect((await editor.post(`/api/v1/intake/items/${item!.id}/dismissal`)).status).toBe(200)
    expect(await items(source)).toEqual([])
    expect((await editor.delete(`/api/v1/intake/items/${item!.id}/dismissal`)).status).toBe(200)
    expect(await items(source)).toHaveLength(1)
    // A curator may take for the curating unit what is another unit's inbox.
    expect((await take(item!.id, {}, curator)).status).toBe(200)
  })

  it('removing a source keeps what was taken of it', async () => {
    site.at(
      path,
      rssOf([
        { id: 'd1', title: 'Được nhận', text: 'a' },
        { id: 'd2', title: 'Không ai nhận cả', text: 'b' },
      ]),
    )
    const source = await add()
    const item = (await items(source)).find(each => each.title === 'Được nhận')!
    const { assetId } = (await take(item.id)).body.item
    expect((await curator.delete(`/api/v1/intake/sources/${source}`)).status).toBe(204)
    expect((await assetOf(assetId!)).relay?.source).toBe('TTXVN')
    expect(await hub.deps.db.relayItem.count({ where: { guid: 'd2' } })).toBe(0)
  })

  it('a pasted address becomes one item, shown before anybody decides', async () => {
    site.at(
      path,
      `<html lang="vi"><head><meta property="og:title" content="Bài dán &lt;b&gt;"><meta property="og:description" content="Mô tả"><meta property="og:site_name" content="Báo Nhân Dân"><link rel="canonical" href="https://other.example/"></head></html>`,
      'text/html; charset=utf-8',
    )
    const paste = () => editor.post<{ item: RelayItem }>('/api/v1/intake/addresses', { url: site.url + path })
    const { status, body } = await paste()
    expect(status).toBe(200)
    expect(body.item).toMatchObject({
      title: 'Bài dán <b>',
      summary: 'Mô tả',
      credit: 'Báo Nhân Dân',
      url: site.url + path,
      state: 'new',
    })
    expect((await paste()).body.item.id).toBe(body.item.id)
    expect((await take(body.item.id)).status).toBe(200)
    const refused = await editor.post('/api/v1/intake/addresses', { url: `${inside.url}/` })
    expect(refused).toMatchObject({
      status: 422,
      body: { type: 'urn:media-hub:problem:address-unreadable', reason: 'refused' },
    })
  })
})
