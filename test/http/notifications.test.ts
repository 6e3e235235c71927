import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NotificationList, NotificationPreferences } from '#contracts/notification'
import { proposeRecalls } from '#server/channels/propose-recalls'
import { notify } from '#server/notifications/notify'
import { transaction } from '#server/platform/db'
import { warnOfEndingRights } from '#server/reuse/warn-of-ending-rights'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('notifications', () => {
  let hub: TestHub
  let editor: TestClient
  let other: TestClient
  let writer: TestClient
  let reader: TestClient
  let curator: TestClient
  let stranger: TestClient
  beforeAll(async () => {
    hub = await startTestHub()
    const bao = (role: 'editor' | 'contributor' | 'reader') => ({ memberships: [{ unit: 'bao', role }] })
    editor = await hub.person('Biên tập', bao('editor'))
    other = await hub.person('Biên tập hai', bao('editor'))
    writer = await hub.person('Phóng viên', bao('contributor'))
    reader = await hub.person('Người đọc', bao('reader'))
    curator = await hub.person('Tuyển chọn', { hubRoles: ['curator'] })
    stranger = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'editor' }] })
    const administrator = await hub.person('Quản trị', { hubRoles: ['administrator'] })
    await administrator.post('/api/v1/channels', {
      code: 'cong',
      name: 'Cổng tỉnh',
      address: 'http://127.0.0.1:9/exchange/v1',
    })
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    await hub.deps.db.notification.deleteMany()
    await hub.deps.db.notificationPreference.deleteMany()
  })

  const write = async (client: TestClient, title = 'Núi Bà Đen', over: object = {}) => {
    const made = await client.post<{ asset: { id: string } }>('/api/v1/articles', {
      title,
      html: '<p>Nội dung</p>',
      visibility: 'unit',
      ...over,
    })
    return made.body.asset.id
  }
  const nominate = async (client: TestClient, id: string) =>
    (
      await client.post<{ nomination: { id: string } }>(`/api/v1/assets/${id}/nominations`, {
        channel: 'cong',
        note: 'Nên đăng',
      })
    ).body.nomination.id
  const list = async (client: TestClient, query = '') =>
    (await client.get<NotificationList>(`/api/v1/me/notifications${query}`)).body
  const kinds = async (client: TestClient) => (await list(client)).notifications.map(each => each.kind)

  it('tell the curators of a nomination, with what it is about and who acted, and nobody else', async () => {
    const id = await write(editor)
    await nominate(editor, id)
    const { notifications, unread } = await list(curator)
    expect(unread).toBe(1)
    expect(notifications).toMatchObject([
      {
        kind: 'nomination-made',
        read: false,
        by: 'Biên tập',
        subject: { id, title: 'Núi Bà Đen', assetKind: 'article' },
        facts: { channel: 'Cổng tỉnh', note: 'Nên đăng' },
      },
    ])
    for (const client of [editor, other, writer, reader, stranger]) expect((await list(client)).unread).toBe(0)
  })

  it('stand or fall with the act: a nomination that is refused tells nobody', async () => {
    const id = await write(editor)
    await nominate(editor, id)
    expect((await editor.post(`/api/v1/assets/${id}/nominations`, { channel: 'cong', note: '' })).status).toBe(409)
    expect((await list(curator)).unread).toBe(1)
    await expect(
      transaction(hub.deps.db, async tx => {
        await notify(tx, {
          kind: 'upload-failed',
          subject: { kind: 'asset', id },
          facts: { reason: 'x' },
          to: { people: [editor.personId] },
        })
        throw new Error('the act fails')
      }),
    ).rejects.toThrow('the act fails')
    expect((await list(editor)).unread).toBe(0)
  })

  it('tell who nominated and the unit’s editors what was decided, and not who decided', async () => {
    const id = await write(writer)
    const nomination = await nominate(writer, id)
    await curator.post(`/api/v1/nominations/${nomination}/decision`, { decision: 'return', note: 'Thiếu mô tả ảnh' })
    for (const client of [writer, editor, other])
      expect((await list(client)).notifications).toMatchObject([
        { kind: 'nomination-returned', by: 'Tuyển chọn', facts: { note: 'Thiếu mô tả ảnh', channel: 'Cổng tỉnh' } },
      ])
    expect(await kinds(curator)).toEqual(['nomination-made'])
    expect(await kinds(reader)).toEqual([])
  })

  it('are not told, counted or listed to whoever may no longer read the subject, until they may again', async () => {
    const id = await write(editor)
    await nominate(editor, id)
    expect((await list(curator)).unread).toBe(1)
    const become = (visibility: string) => hub.deps.db.asset.update({ where: { id }, data: { visibility } })
    await become('draft')
    expect(await list(curator)).toEqual({ notifications: [], unread: 0, next: null })
    await become('unit')
    expect((await list(curator)).unread).toBe(1)
  })

  it('are marked as read one by one and all up to what was seen; somebody else’s are as if they were not', async () => {
    for (const title of ['Một', 'Hai', 'Ba']) await nominate(editor, await write(editor, title))
    const seen = (await list(curator)).notifications
    expect(seen.map(each => each.subject.title)).toEqual(['Ba', 'Hai', 'Một'])
    const path = `/api/v1/me/notifications/${seen[2]!.id}/reading`
    expect((await editor.send('PUT', path)).status).toBe(404)
    expect((await curator.send('PUT', path)).body).toEqual({ unread: 2 })
    expect((await curator.send('PUT', path)).body).toEqual({ unread: 2 })
    const until = { until: seen[1]!.at }
    expect((await curator.send('PUT', '/api/v1/me/notifications/reading', until)).body).toEqual({ unread: 1 })
    expect((await list(curator, '?unread=1')).notifications.map(each => each.subject.title)).toEqual(['Ba'])
  })

  it('come in pages that neither repeat nor skip, also where some may not be read', async () => {
    const ids: string[] = []
    for (let i = 0; i < 7; i++) {
      ids.push(await write(editor, `Bài ${i}`))
      await nominate(editor, ids[i]!)
    }
    await hub.deps.db.asset.update({ where: { id: ids[3]! }, data: { visibility: 'draft' } })
    const titles: string[] = []
    let cursor: string | null = null
    do {
      const page: NotificationList = await list(curator, `?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      titles.push(...page.notifications.map(each => each.subject.title))
      cursor = page.next
    } while (cursor)
    expect(titles).toEqual(['Bài 6', 'Bài 5', 'Bài 4', 'Bài 2', 'Bài 1', 'Bài 0'])
    expect((await curator.get('/api/v1/me/notifications?cursor=khong-co')).status).toBe(400)
  })

  it('follow what a person wishes: not in the app, not at all, and the letters’ language', async () => {
    const path = '/api/v1/me/notification-preferences'
    const before = (await curator.get<NotificationPreferences>(path)).body
    expect(before.language).toBe('vi')
    expect(before.kinds.find(each => each.kind === 'nomination-made')).toEqual({
      kind: 'nomination-made',
      inApp: true,
      mail: 'daily',
    })
    const wish = (inApp: boolean, mail: string) =>
      curator.send<NotificationPreferences>('PUT', path, {
        language: 'en',
        kinds: [{ kind: 'nomination-made', inApp, mail }],
      })
    expect((await wish(false, 'weekly')).body).toMatchObject({ language: 'en' })
    await nominate(editor, await write(editor))
    expect((await list(curator)).notifications).toEqual([])
    expect(await hub.deps.db.notification.findMany()).toMatchObject([{ inApp: false, mail: 'weekly' }])
    await wish(false, 'none')
    expect(await hub.deps.db.notification.findMany()).toMatchObject([{ mail: null }])
    await nominate(editor, await write(editor))
    expect(await hub.deps.db.notification.count()).toBe(1)
    expect((await curator.send('PUT', path, { kinds: [{ kind: 'nothing', inApp: true, mail: 'none' }] })).status).toBe(
      400,
    )
  })

  it('are kept from people who are suspended, and reach the administrators where nobody curates', async () => {
    const { db } = hub.deps
    const suspend = (suspendedAt: Date | null) =>
      db.person.update({ where: { id: curator.personId }, data: { suspendedAt } })
    await suspend(new Date())
    await nominate(editor, await write(editor))
    await suspend(null)
    expect((await list(curator)).unread).toBe(0)
    const told = await db.notification.findMany({ include: { person: true } })
    expect(told.map(each => each.person.hubRoles)).toEqual([['administrator']])
  })

  it('warn the unit’s editors and the uploader of a right that ends, once', async () => {
    const id = await write(writer)
    const ends = new Date(Date.now() + 7 * 3600_000)
    const inSeven = new Date(ends.getTime() + 7 * 86_400_000).toISOString().slice(0, 10)
    await hub.deps.db.asset.update({ where: { id }, data: { rightsUntil: new Date(inSeven) } })
    await warnOfEndingRights(hub.deps.db)
    await warnOfEndingRights(hub.deps.db)
    for (const client of [writer, editor, other])
      expect((await list(client)).notifications).toMatchObject([
        { kind: 'rights-ending', facts: { endsOn: inSeven, days: 7 } },
      ])
    expect(await kinds(curator)).toEqual([])
  })

  it('propose a recall to the curators once for each end of a right', async () => {
    const id = await write(editor)
    const { db } = hub.deps
    const channel = await db.channel.findFirstOrThrow()
    await db.delivery.create({
      data: {
        id: crypto.randomUUID(),
        assetId: id,
        channelId: channel.id,
        op: 'publish',
        version: 1,
        state: 'published',
        requestedBy: curator.personId,
      },
    })
    await db.asset.update({ where: { id }, data: { consentWithdrawnAt: new Date(Date.now() - 1000) } })
    await proposeRecalls(db)
    await proposeRecalls(db)
    expect((await list(curator)).notifications).toMatchObject([
      { kind: 'recall-proposed', facts: { reason: 'personal-data', channels: ['Cổng tỉnh'] } },
    ])
    await curator.post(`/api/v1/assets/${id}/recall`, { reason: 'personal-data' })
    expect(await kinds(editor)).toEqual(['recall-requested'])
  })

  it('go with the person who is erased', async () => {
    const leaving = await hub.person('Người đi', { hubRoles: ['curator'] })
    await nominate(editor, await write(editor))
    expect((await list(leaving)).unread).toBe(1)
    const administrator = await hub.person('Quản trị ba', { hubRoles: ['administrator'] })
    await administrator.post(`/api/v1/people/${leaving.personId}/erasure`)
    expect(await hub.deps.db.notification.count({ where: { personId: leaving.personId } })).toBe(0)
  })
})
