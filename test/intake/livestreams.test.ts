import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Livestream } from '#contracts/intake-livestream'
import type { NotificationList } from '#contracts/notification'
import { findEmbed } from '#server/intake/find-embed'
import { newId } from '#server/platform/new-id'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'
import { type FeedServer, startFeedServer } from './feed-server.ts'

type Answer = { livestream: Livestream }
const hour = 3_600_000

describe('live streams', () => {
  let site: FeedServer
  let hub: TestHub
  let station: TestClient
  let paper: TestClient
  let library: TestClient
  let partner: TestClient
  beforeAll(async () => {
    site = await startFeedServer()
    hub = await startTestHub({
      worker: true,
      env: {
        HUB_OUTBOUND_ALLOW: `127.0.0.1/32:${site.port}`,
        HUB_EMBED_ORIGINS: `${site.url},https://player.example`,
        HUB_LIMIT_REQUESTS: '0',
      },
    })
    const member = (unit: string, role: 'reader' | 'editor') => ({ memberships: [{ unit, role }] })
    station = await hub.person('Đài', member('dai', 'editor'))
    paper = await hub.person('Báo', member('bao', 'reader'))
    library = await hub.person('Văn phòng', member('vp', 'reader'))
    partner = await hub.person('Đối tác', member('btttt', 'editor'))
  })
  afterAll(async () => {
    await hub.close()
    await site.close()
  })

  const at = (offset: number) => new Date(Date.now() + offset).toISOString()
  const announce = async (more: object = {}) => {
    const draft = {
      title: 'Lễ khai mạc, “ngày hội”; ASEAN',
      startsAt: at(hour),
      endsAt: at(2 * hour),
      streamUrl: 'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      ...more,
    }
    return (await station.post<Answer>('/api/v1/livestreams', draft)).body.livestream
  }
  const read = (client: TestClient, id: string) => client.get<Answer>(`/api/v1/livestreams/${id}`)

  it('are seen by their unit and those that they are shared with; to others they are not there', async () => {
    const own = await announce()
    const shared = await announce({ sharedWith: ['bao'] })
    const open = await announce({ sharedAll: true })
    const seen = async (client: TestClient) =>
      Promise.all([own, shared, open].map(async each => (await read(client, each.id)).status))
    expect(await seen(station)).toEqual([200, 200, 200])
    expect(await seen(paper)).toEqual([404, 200, 200])
    expect(await seen(library)).toEqual([404, 404, 200])
    expect(await seen(partner)).toEqual([404, 404, 404])
    expect((await paper.patch(`/api/v1/livestreams/${shared.id}`, { title: 'x' })).status).toBe(403)
    expect((await paper.patch(`/api/v1/livestreams/${own.id}`, { title: 'x' })).status).toBe(404)
    expect((await paper.delete(`/api/v1/livestreams/${own.id}`)).status).toBe(404)
    const list = (await paper.get<{ livestreams: Livestream[] }>('/api/v1/livestreams')).body.livestreams
    expect(list.map(each => each.id).sort()).toEqual([shared.id, open.id].sort())
  })

  it('show a frame of a known provider, and the page’s policy allows that origin and no other', async () => {
    const stream = await announce()
    expect(stream).toMatchObject({
      embedUrl: 'https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ',
      provider: 'YouTube',
      state: 'upcoming',
    })
    const policy = (await hub.anonymous.get('/')).headers.get('content-security-policy')!
    const frames = /frame-src ([^;]*)/.exec(policy)![1]!.split(' ')
    expect(frames).toContain('https://www.youtube-nocookie.com')
    expect(frames).toContain(site.url)
    expect(frames.every(each => /^https?:\/\/[\w.:-]+$/.test(each))).toBe(true)
    expect((await announce({ streamUrl: 'https://youtube.com.evil.example/watch?v=dQw4w9WgXcQ' })).embedUrl).toBeNull()
    for (const streamUrl of ['javascript:alert(1)', 'file:///etc/passwd'])
      expect(
        (await station.post('/api/v1/livestreams', { title: 'x', startsAt: at(0), endsAt: at(hour), streamUrl }))
          .status,
      ).toBe(400)
  })

  it('find the player of a configured site by its oEmbed link, and take nothing of it but a frame on an allowed origin', async () => {
    const oembed = (html: string) =>
      site.at('/oembed', JSON.stringify({ version: '1.0', type: 'video', html }), 'application/json')
    site.at(
      '/live',
      '<html><head><link rel="alternate" type="application/json+oembed" href="/oembed"></head></html>',
      'text/html',
    )
    const embedOf = async () => (await announce({ streamUrl: `${site.url}/live` })).embedUrl
    oembed(
      '<script>alert(1)</script><iframe width="1" src="https://player.example/e/1?a=1&amp;b=2" onload="x()"></iframe>',
    )
    expect(await embedOf()).toBe('https://player.example/e/1?a=1&b=2')
    for (const html of [
      '<iframe src="https://evil.example/"></iframe>',
      '<iframe src="javascript:alert(1)"></iframe>',
      '<script src="x"></script>',
      '',
    ]) {
      oembed(html)
      expect(await embedOf()).toBeNull()
    }
    site.at(
      '/live',
      `<link rel="alternate" type="application/json+oembed" href="http://169.254.169.254/latest">`,
      'text/html',
    )
    expect(await embedOf()).toBeNull()
    site.at('/oembed', (_q, res) => res.writeHead(302, { location: 'http://127.0.0.1:1/' }).end())
    expect(await embedOf()).toBeNull()
    const vimeo = [
      { name: 'V', hosts: ['vimeo.example'], frames: ['https://player.example'], oEmbed: `${site.url}/v?url=` },
    ]
    site.at(
      `/v?url=${encodeURIComponent('https://vimeo.example/1')}`,
      JSON.stringify({ html: '<iframe src="//player.example/v/1"></iframe>' }),
      'application/json',
    )
    expect(await findEmbed(hub.deps, 'https://vimeo.example/1', vimeo)).toEqual({
      url: 'https://player.example/v/1',
      provider: 'V',
    })
  })

  it('tell who asked before they begin, once, by mail too; and anew when put off', async () => {
    const stream = await announce({ sharedAll: true })
    const address = `/api/v1/livestreams/${stream.id}`
    expect((await paper.send<Answer>('PUT', `${address}/reminder`)).body.livestream.reminded).toBe(true)
    await library.send('PUT', `${address}/reminder`)
    expect((await library.delete(`${address}/reminder`)).status).toBe(200)
    const tick = async () => {
      await hub.deps.db.$executeRaw`select graphile_worker.add_job('livestream.remind', '{}'::json)`
      await hub.idle()
    }
    const told = async (client: TestClient) =>
      (await client.get<NotificationList>('/api/v1/me/notifications')).body.notifications.filter(
        each => each.subject.id === stream.id,
      )
    await tick()
    expect(await told(paper)).toEqual([])
    await station.patch(address, { startsAt: at(10 * 60_000) })
    await tick()
    await tick()
    expect(await told(paper)).toMatchObject([
      { kind: 'livestream-soon', subject: { kind: 'livestream', title: stream.title } },
    ])
    expect(await told(library)).toEqual([])
    const row = await hub.deps.db.notification.findFirstOrThrow({
      where: { personId: paper.personId, subjectId: stream.id },
    })
    expect(row.mail).toBe('at-once')
    await station.patch(address, { startsAt: at(12 * 60_000) })
    await tick()
    expect(await told(paper)).toHaveLength(2)
    // No longer shared: the news of it goes with it.
    await station.patch(address, { sharedAll: false })
    expect(await told(paper)).toEqual([])
  })

  it('are upcoming, live and over by the time; then the replay stands in their place', async () => {
    const live = await announce({ startsAt: at(-hour), endsAt: at(hour) })
    expect(live.state).toBe('live')
    await station.patch(`/api/v1/livestreams/${live.id}`, {
      endsAt: at(-1000),
      replayUrl: 'https://youtu.be/abcdefghijk',
    })
    const { livestream } = (await read(station, live.id)).body
    expect(livestream).toMatchObject({
      state: 'ended',
      replayEmbed: 'https://www.youtube-nocookie.com/embed/abcdefghijk',
    })
    const over = (await station.get<{ livestreams: Livestream[] }>('/api/v1/livestreams?when=over')).body.livestreams
    expect(over.map(each => each.id)).toContain(live.id)
    expect((await station.patch(`/api/v1/livestreams/${live.id}`, { endsAt: at(-10 * hour) })).status).toBe(400)
    expect((await station.patch(`/api/v1/livestreams/${live.id}`, { coverAssetId: newId() })).status).toBe(404)
  })

  it('are given as a calendar entry that no title can break', async () => {
    const stream = await announce({ description: 'Dòng một\nEND:VEVENT\nBEGIN:VEVENT' })
    const { bytes, headers } = await station.bytes(`/api/v1/livestreams/${stream.id}/event.ics`)
    const text = bytes.toString('utf8')
    expect(headers.get('content-type')).toContain('text/calendar')
    const lines = text.split('\r\n')
    expect(lines.every(line => Buffer.byteLength(line) <= 75)).toBe(true)
    const unfolded = text.replace(/\r\n /g, '')
    expect(unfolded.match(/^BEGIN:VEVENT\r?$/gm)).toHaveLength(1)
    expect(unfolded).toContain('SUMMARY:Lễ khai mạc\\, “ngày hội”\\; ASEAN\r\n')
    expect(unfolded).toContain(`DTSTART:${stream.startsAt.slice(0, 19).replace(/[-:]/g, '')}Z`)
  })

  it('forget a person who is erased, with the reminders that person asked for', async () => {
    const admin = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    const leaver = await hub.person('Người đi', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const stream = await announce({ sharedAll: true })
    await leaver.send('PUT', `/api/v1/livestreams/${stream.id}/reminder`)
    await leaver.post('/api/v1/broadcasts', { airedAt: at(0), programme: 'P', channel: 'K', seconds: 60 })
    expect((await admin.post(`/api/v1/people/${leaver.personId}/erasure`)).status).toBe(204)
    expect(await hub.deps.db.livestreamReminder.count({ where: { personId: leaver.personId } })).toBe(0)
    expect((await hub.deps.db.broadcast.findFirstOrThrow({ where: { programme: 'P' } })).writtenBy).toBeNull()
  })
})
