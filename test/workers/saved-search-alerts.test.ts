import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NotificationList } from '#contracts/notification'
import type { SavedSearch, Unsubscription } from '#contracts/saved-search'
import { lookForNews } from '#server/saved-searches/look-for-news'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

const base = '/api/v1/me/saved-searches'
const impatient = { quietMs: 0, patienceMs: 0 }

describe('alerts of saved searches', () => {
  let hub: TestHub
  let editor: TestClient
  let reader: TestClient
  let stranger: TestClient
  let email: string
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    await hub.deps.db.savedSearch.deleteMany()
    editor = await hub.person('Biên tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    reader = await hub.person('Trần Người Đọc', { memberships: [{ unit: 'bao', role: 'reader' }] })
    stranger = await hub.person('Đơn vị khác', { memberships: [{ unit: 'dai', role: 'reader' }] })
    email = (await reader.get<{ email: string }>('/api/v1/me')).body.email
  })

  const asOwner = async (sql: string) => {
    const { database } = hub.deps.config
    if (database.kind !== 'server') throw new Error('no database')
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }
  let unique = 0
  const word = () => `tukhoa${++unique}x`
  const write = async (title: string, visibility = 'unit') => {
    const draft = { title, html: '<p>x</p>', visibility }
    return (await editor.post<{ asset: { id: string } }>('/api/v1/articles', draft)).body.asset.id
  }
  const save = async (q: string, alert = 'at-once', client = reader) =>
    (await client.post<{ savedSearch: SavedSearch }>(base, { name: `Tìm ${q}`, query: { q }, alert })).body.savedSearch
  const look = async (pace: Parameters<typeof lookForNews>[1] = impatient) => {
    await hub.idle()
    await lookForNews(hub.deps, pace)
  }
  const told = async (client: TestClient) =>
    (await client.get<NotificationList>('/api/v1/me/notifications')).body.notifications.flatMap(each =>
      each.kind === 'search-news' ? [each] : [],
    )
  const assetsTold = async (client: TestClient) => (await told(client)).flatMap(each => each.facts.assets)
  const letters = async (): Promise<{ head: string; text: string; html: string }[]> => {
    const { directory } = hub.deps.config.mail
    const names = (await readdir(directory).catch(() => [])).filter(name => name.endsWith('.eml')).sort()
    const all = await Promise.all(names.map(name => readFile(join(directory, name), 'utf8')))
    return all
      .filter(text => text.includes(`To: ${email}`))
      .map(letter => {
        const [text = '', html = ''] = [...letter.matchAll(/base64\r\n\r\n([\s\S]*?)\r\n(?:\r\n)?--/g)].map(part =>
          Buffer.from(part[1]!, 'base64').toString('utf8'),
        )
        const head = letter.split('\r\n\r\n')[0]!.replace(/\r\n[ \t]+/g, ' ')
        return { head, text, html }
      })
  }
  const soon = { timeout: 20_000, interval: 100 }
  const embargo = (id: string, until: string) =>
    hub.deps.db.$executeRawUnsafe(`update asset set embargo_until = now() + interval '${until}' where id = '${id}'`)

  it('tell what came after they were turned on, once, whatever how often is looked', async () => {
    const w = word()
    await write(`Cũ ${w}`)
    await hub.idle()
    const { id } = await save(w)
    const [one, two] = [await write(`Mới ${w} một`), await write(`Mới ${w} hai`)]
    await write('Không liên quan')
    await look()
    await Promise.all([look(), look()])
    const [note, ...rest] = await told(reader)
    expect(rest).toEqual([])
    expect(note).toMatchObject({ subject: { kind: 'saved-search', id, title: `Tìm ${w}` }, facts: { count: 2 } })
    expect(note?.facts.assets.sort()).toEqual([one, two].sort())
    await hub.deps.db.savedSearch.update({ where: { id }, data: { lookedTo: new Date(0) } })
    await look()
    expect(await told(reader)).toHaveLength(1)
  })

  it('make one letter of many items and several searches, with the titles, and words typed without marks', async () => {
    const w = word()
    await save(w)
    await save(`${w} nui ba den`)
    for (let i = 0; i < 30; i++) await write(`Núi Bà Đen ${w} số ${i}`)
    await look()
    await expect.poll(letters, soon).toHaveLength(1)
    await hub.idle()
    const [letter] = await letters()
    expect(letter?.text).toContain(`30 tư liệu mới cho tìm kiếm đã lưu «Tìm ${w}».`)
    expect(letter?.text).toContain(`30 tư liệu mới cho tìm kiếm đã lưu «Tìm ${w} nui ba den».`)
    expect(letter?.text).toMatch(new RegExp(`Núi Bà Đen ${w} số 29\\n\\s+http\\S+/tu-lieu/`))
    expect(await letters()).toHaveLength(1)
  })

  it('wait while an import still brings items, and not for ever', async () => {
    const w = word()
    await save(w)
    const first = await write(`Đợt ${w} một`)
    await look({ quietMs: 600_000, patienceMs: 600_000 })
    expect(await told(reader)).toEqual([])
    const second = await write(`Đợt ${w} hai`)
    await look({ quietMs: 600_000, patienceMs: 0 })
    expect((await assetsTold(reader)).sort()).toEqual([first, second].sort())
  })

  it('come by the queue’s clock within a minute or so', async () => {
    const w = word()
    await save(w)
    const id = await write(`Tự đến ${w}`)
    await hub.idle()
    // As if it had come a while ago: the usual pause is over.
    await hub.deps.db
      .$executeRaw`update search_doc set indexed_at = now() - interval '30 s' where asset_id = ${id}::uuid`
    await expect.poll(() => assetsTold(reader), { timeout: 75_000, interval: 500 }).toEqual([id])
  }, 90_000)

  it('tell each owner only what they may see at that moment', async () => {
    const w = word()
    for (const client of [reader, stranger]) await save(w, 'at-once', client)
    const [unit, hubWide, draft] = [
      await write(`${w} đơn vị`),
      await write(`${w} chung`, 'hub'),
      await write(`${w} nháp`, 'draft'),
    ]
    await look()
    expect((await assetsTold(reader)).sort()).toEqual([unit, hubWide].sort())
    expect(await assetsTold(stranger)).toEqual([hubWide])
    expect((await told(stranger)).map(each => each.facts.count)).toEqual([1])
    await editor.send('PATCH', `/api/v1/assets/${unit}`, { visibility: 'hub' }, { 'if-match': '"r1"' })
    await look()
    expect((await assetsTold(stranger)).sort()).toEqual([hubWide, unit].sort())
    expect(await told(reader)).toHaveLength(1)
    expect([...(await assetsTold(reader)), ...(await assetsTold(stranger))]).not.toContain(draft)
  })

  it('tell of an embargoed item when its embargo has ended by the clock, and nothing before; not those who prepared it', async () => {
    const w = word()
    const id = await write(`${w} cấm`, 'hub')
    await embargo(id, '1 hour')
    await hub.idle()
    await save(w, 'at-once', stranger)
    await save(w, 'at-once', editor)
    await look()
    expect(await told(stranger)).toEqual([])
    // By the clock alone: the row is what it would be an hour later.
    await embargo(id, '1500 milliseconds')
    await hub.deps.db.assetOpened.deleteMany({ where: { assetId: id } })
    const afterLook = async () => {
      await look()
      return assetsTold(stranger)
    }
    await expect.poll(afterLook, soon).toEqual([id])
    expect(await told(editor)).toEqual([])
  })

  it('do not tell again of an old item that is edited, or opened to people who could see it', async () => {
    const w = word()
    const id = await write(`${w} cũ`, 'hub')
    await hub.idle()
    await save(w)
    await editor.send('PATCH', `/api/v1/assets/${id}`, { title: `${w} đã sửa` }, { 'if-match': '"r1"' })
    await editor.send('PATCH', `/api/v1/assets/${id}`, { visibility: 'public' }, { 'if-match': '"r2"' })
    await look()
    expect(await told(reader)).toEqual([])
  })

  it('each morning tell all of the day in one go, and again only the next morning', async () => {
    const w = word()
    const { id } = await save(w, 'daily')
    const asset = await write(`${w} trong ngày`)
    await look()
    expect(await told(reader)).toEqual([])
    await hub.deps.db
      .$executeRaw`update saved_search set looked_to = now() - interval '25 hours' where id = ${id}::uuid`
    await look()
    expect(await assetsTold(reader)).toEqual([asset])
    await write(`${w} sau đó`)
    await look()
    expect(await told(reader)).toHaveLength(1)
  })

  it('tell a suspended person nothing, in no way', async () => {
    const w = word()
    await save(w)
    await hub.deps.db.person.update({ where: { id: reader.personId }, data: { suspendedAt: new Date() } })
    await write(`${w} x`)
    await look()
    expect(await hub.deps.db.notification.count({ where: { personId: reader.personId } })).toBe(0)
    expect(await hub.deps.db.savedSearchTold.count()).toBe(0)
    expect(await letters()).toEqual([])
  })

  it('tell and remember in one transaction: where telling fails nothing is remembered, and the next look tells', async () => {
    const w = word()
    await save(w)
    const id = await write(`${w} x`)
    await hub.idle()
    const { db } = hub.deps
    await asOwner(`alter table notification add constraint broken check (kind <> 'search-news') not valid`)
    await look()
    expect(await db.savedSearchTold.count()).toBe(0)
    await asOwner('alter table notification drop constraint broken')
    await look()
    expect(await assetsTold(reader)).toEqual([id])
  })

  describe('in a letter', () => {
    const linkOf = async () => {
      await expect.poll(letters, soon).toHaveLength(1)
      return (await letters())[0]!
    }
    const mailOf = async () => (await hub.deps.db.savedSearch.findFirstOrThrow()).mail

    it('can be stopped by the mail program’s own button without signing in, and by no look at the link', async () => {
      const w = word()
      await save(w)
      await write(`${w} một`)
      await look()
      const { head, text } = await linkOf()
      expect(head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
      const address = new URL(/List-Unsubscribe: <(\S+)>/.exec(head)![1]!).pathname
      const page = new URL(/Ngừng nhận thư của tìm kiếm này: (\S+)/.exec(text)![1]!).pathname
      expect(page).toBe(address.replace('/api/v1/unsubscriptions/', '/ngung-nhan-thu/'))
      // What mail scanners do.
      for (const method of ['GET', 'HEAD'])
        for (const path of [address, page]) await fetch(hub.url + path, { method, redirect: 'manual' })
      expect((await hub.anonymous.get<Unsubscription>(address)).body).toEqual({
        ...{ stops: 'search', name: `Tìm ${w}`, stopped: false },
      })
      expect(await mailOf()).toBe(true)
      const browser = await fetch(hub.url + address, { headers: { accept: 'text/html,*/*;q=0.8' }, redirect: 'manual' })
      expect([browser.status, new URL(browser.headers.get('location')!).pathname]).toEqual([303, page])
      // RFC 8058 §3.2: a form, no cookie, no redirect.
      const oneClick = () =>
        fetch(hub.url + address, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: 'List-Unsubscribe=One-Click',
          redirect: 'manual',
        })
      expect([(await oneClick()).status, (await oneClick()).status]).toEqual([204, 204])
      expect(await mailOf()).toBe(false)
      await write(`${w} hai`)
      await look()
      await hub.idle()
      expect(await told(reader)).toHaveLength(2)
      expect(await letters()).toHaveLength(1)
    })

    it('one link stops all of a person’s, and of nobody else; another word of it stops nothing', async () => {
      const w = word()
      await save(w)
      await save(`${w} x`)
      await save(w, 'at-once', stranger)
      await write(`${w} x`)
      await look()
      const { head } = await linkOf()
      const address = new URL(/List-Unsubscribe: <(\S+)>/.exec(head)![1]!).pathname
      expect(address).toContain(`/all.${reader.personId}.`)
      const stolen = address.replace(reader.personId, stranger.personId)
      expect((await hub.anonymous.post(stolen, undefined)).status).toBe(404)
      expect((await hub.anonymous.get(stolen)).status).toBe(404)
      expect((await hub.anonymous.post(address, undefined)).status).toBe(204)
      const rows = await hub.deps.db.savedSearch.findMany()
      expect(rows.filter(row => row.mail).map(row => row.personId)).toEqual([stranger.personId])
    })

    it('shows no title of an item that the reader lost the right to see before it left', async () => {
      const w = word()
      await save(w)
      const wish = { kinds: [{ kind: 'search-news', inApp: true, mail: 'weekly' }] }
      await reader.send('PUT', '/api/v1/me/notification-preferences', wish)
      const [kept, lost] = [await write(`${w} còn lại`), await write(`${w} bị rút`)]
      await look()
      expect((await assetsTold(reader)).sort()).toEqual([kept, lost].sort())
      await editor.send('PATCH', `/api/v1/assets/${lost}`, { visibility: 'draft' }, { 'if-match': '"r1"' })
      await reader.send('PUT', '/api/v1/me/notification-preferences', {
        kinds: [{ kind: 'search-news', inApp: true, mail: 'at-once' }],
      })
      const { text, html } = await linkOf()
      expect(text).toContain('còn lại')
      expect(text + html).not.toContain('bị rút')
    })
  })
})
