import { connect } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { signal } from '#server/notifications/event-channel'
import { streamsPerPerson } from '#server/notifications/event-hub'
import { openStream, type TestStream } from '../support/event-source.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('the stream of events', () => {
  let hub: TestHub
  let editor: TestClient
  let curator: TestClient
  let administrator: TestClient
  const streams: TestStream[] = []
  beforeAll(async () => {
    hub = await startTestHub()
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    administrator = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    await administrator.post('/api/v1/channels', {
      code: 'cong',
      name: 'Cổng',
      address: 'http://127.0.0.1:9/exchange/v1',
    })
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    for (const stream of streams.splice(0)) stream.close()
    await expect.poll(() => hub.deps.events.size()).toBe(0)
  })

  const open = async (client: TestClient, headers: Record<string, string> = {}) => {
    const stream = await openStream(hub.url, { cookie: client.cookie, ...headers })
    streams.push(stream)
    if (stream.status === 200) await expect.poll(() => stream.heard.map(each => each.event)).toContain('unread')
    return stream
  }
  const nominate = async (title: string) => {
    const draft = { title, html: '<p>x</p>', visibility: 'unit' }
    const made = await editor.post<{ asset: { id: string } }>('/api/v1/articles', draft)
    await editor.post(`/api/v1/assets/${made.body.asset.id}/nominations`, { channel: 'cong', note: '' })
    return made.body.asset.id
  }
  const titles = (stream: TestStream) =>
    stream.heard
      .filter(each => each.event === 'notification')
      .map(each => (each.data.subject as { title: string }).title)
  const soon = { timeout: 15_000, interval: 50 }

  it('tells at once what happened, with the new count, and only whom it concerns', async () => {
    const [mine, theirs] = [await open(curator), await open(editor)]
    const before = mine.heard.at(-1)?.data.unread as number
    await nominate('Tin mới')
    await expect.poll(() => titles(mine), soon).toEqual(['Tin mới'])
    await expect.poll(() => mine.heard.at(-1), soon).toMatchObject({ event: 'unread', data: { unread: before + 1 } })
    expect(titles(theirs)).toEqual([])
  })

  it('tells a person’s other windows that something was read', async () => {
    const stream = await open(curator)
    await curator.send('PUT', '/api/v1/me/notifications/reading', { until: new Date().toISOString() })
    await expect.poll(() => stream.heard.at(-1), soon).toMatchObject({ event: 'unread', data: { unread: 0 } })
  })

  it('goes on after Last-Event-ID with what was missed, and takes nonsense there for nothing', async () => {
    const first = await open(curator)
    const last = first.heard.at(-1)!.id!
    first.close()
    await expect.poll(() => hub.deps.events.size()).toBe(0)
    await nominate('Lỡ mất')
    expect(titles(await open(curator, { 'last-event-id': last }))).toContain('Lỡ mất')
    expect(titles(await open(curator, { 'last-event-id': "1' or 1=1" }))).toEqual([])
  })

  it('tells nothing of what the person may no longer read', async () => {
    const stream = await open(curator)
    const last = stream.heard.at(-1)!.id!
    const id = await nominate('Thành bản nháp')
    await expect.poll(() => titles(stream), soon).toContain('Thành bản nháp')
    await hub.deps.db.asset.update({ where: { id }, data: { visibility: 'draft' } })
    expect(titles(await open(curator, { 'last-event-id': last }))).not.toContain('Thành bản nháp')
  })

  it('hears again by itself when its connection to the database is cut, and misses nothing said meanwhile', async () => {
    const stream = await open(curator)
    await nominate('Trước')
    await expect.poll(() => titles(stream), soon).toContain('Trước')
    const { rows } = await hub.deps.pool.query<{ n: number }>(
      `select count(pg_terminate_backend(pid))::int as n from pg_stat_activity
       where datname = current_database() and application_name = 'hub-listen'`,
    )
    expect(rows[0]?.n).toBe(1)
    await nominate('Trong lúc đứt')
    await expect.poll(() => titles(stream), soon).toContain('Trong lúc đứt')
    expect(stream.isOpen()).toBe(true)
  })

  it('names an asset that changed, by its id alone, to those who may read it and to nobody else', async () => {
    const outsider = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const made = await editor.post<{ asset: { id: string } }>('/api/v1/articles', {
      title: 'Riêng',
      html: '<p>x</p>',
      visibility: 'unit',
    })
    const { id } = made.body.asset
    const [mine, theirs] = [await open(editor), await open(outsider)]
    await editor.patch(`/api/v1/assets/${id}`, { description: 'Đã sửa' }, { 'if-match': '"r1"' })
    await expect.poll(() => mine.heard.filter(each => each.event === 'asset'), soon).toMatchObject([{ data: { id } }])
    // What is theirs passes the same way, after it: had the first been for them, it would be there.
    await hub.deps.db.asset.update({ where: { id }, data: { visibility: 'hub' } })
    await signal(hub.deps.db, 'a', id)
    await expect.poll(() => theirs.heard.filter(each => each.event === 'asset'), soon).toHaveLength(1)
  })

  describe('ends', () => {
    const endsWithin = async (stream: TestStream, act: () => Promise<unknown>) => {
      await act()
      const at = Date.now()
      await stream.ended
      return Date.now() - at
    }
    it('within 5 s when the person is suspended', async () => {
      const leaving = await hub.person('Người đi', { memberships: [{ unit: 'bao', role: 'reader' }] })
      const stream = await open(leaving)
      const ms = await endsWithin(stream, () =>
        administrator.send('PUT', `/api/v1/people/${leaving.personId}/suspension`),
      )
      expect(ms).toBeLessThan(5_000)
      expect((await open(leaving)).status).toBe(401)
    })

    it('within 5 s when its session is ended elsewhere, and the other sessions’ streams go on', async () => {
      const person = await hub.person('Hai phiên', {})
      const { email } = (await person.get<{ email: string }>('/api/v1/me')).body
      const other = await person.signIn(email, 'mot-mat-khau-thu-nghiem-dai')
      const [stream, kept] = [await open(person), await open(other)]
      const ms = await endsWithin(stream, () => other.delete('/api/v1/me/sessions'))
      expect(ms).toBeLessThan(5_000)
      expect(stream.heard.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'session-ended' } })
      expect(kept.isOpen()).toBe(true)
    })

    it('for the oldest where a person opens more than their share', async () => {
      const own: TestStream[] = []
      for (let i = 0; i <= streamsPerPerson; i++) own.push(await open(curator))
      await own[0]!.ended
      expect(own[0]!.heard.at(-1)).toMatchObject({ event: 'bye', data: { reason: 'replaced' } })
      expect(own.slice(1).every(each => each.isOpen())).toBe(true)
    })

    it('for a client that does not read, while the others hear everything', async () => {
      const { hostname, port } = new URL(hub.url)
      const deaf = connect(Number(port), hostname)
      deaf.on('error', () => {})
      await new Promise<void>(resolve => deaf.once('connect', resolve))
      deaf.write(`GET /api/v1/events HTTP/1.1\r\nHost: ${hostname}:${port}\r\nCookie: ${curator.cookie}\r\n\r\n`)
      await new Promise<void>(resolve => deaf.once('data', () => resolve()))
      deaf.pause()
      const listening = await open(curator)
      // Long titles fill the line's buffers in few events.
      await nominate('đ'.repeat(180))
      const { eventId } = await hub.deps.db.notification.findFirstOrThrow({
        where: { personId: curator.personId },
        orderBy: { createdAt: 'desc' },
      })
      await hub.deps.db.notification.updateMany({
        where: { eventId },
        data: { facts: { nominationId: eventId, channel: 'Cổng', note: 'x'.repeat(400_000) } },
      })
      await expect
        .poll(
          async () => {
            await signal(hub.deps.db, 'n', eventId)
            return hub.deps.events.size()
          },
          { timeout: 25_000, interval: 50 },
        )
        .toBe(1)
      expect(listening.isOpen()).toBe(true)
      deaf.destroy()
    })
  })

  it('is for people who are signed in: nobody else, and no API key of any scope', async () => {
    expect((await openStream(hub.url, {})).status).toBe(401)
    const scopes = ['read', 'curate']
    const key = await curator.post<{ secret: string }>('/api/v1/me/keys', { name: 'Máy', scopes, expiresInDays: 1 })
    const stream = await openStream(hub.url, { authorization: `Bearer ${key.body.secret}` })
    expect(stream.status).toBe(403)
  })
})

describe('a hub that stops', () => {
  it('ends its streams at once and takes no new one', async () => {
    const hub = await startTestHub()
    const person = await hub.person('Người xem', {})
    const stream = await openStream(hub.url, { cookie: person.cookie })
    expect(stream.status).toBe(200)
    await hub.deps.events.close()
    await stream.ended
    expect((await person.get('/api/v1/events')).status).toBe(503)
    await hub.close()
  })
})
