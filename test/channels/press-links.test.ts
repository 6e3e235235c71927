import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '#contracts/delivery'
import { writePressToken } from '#server/channels/press-link'
import { queueDelivery } from '#server/channels/queue-delivery'
import { requestRecall } from '#server/channels/request-recall'
import { transaction } from '#server/platform/db'
import { hubSecret } from '#server/platform/secrets'
import { makeJpeg } from '../support/media.ts'
import { partsOf, startSmtpServer } from '../support/smtp-server.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

/** The hub's own ways from a channel made over the API to a file behind a letter's link. */
describe('the links in letters to the press', { timeout: 90_000 }, () => {
  let hub: TestHub
  let smtp: Awaited<ReturnType<typeof startSmtpServer>>
  let administrator: TestClient
  let author: TestClient
  let channel: Channel
  beforeAll(async () => {
    smtp = await startSmtpServer()
    hub = await startTestHub({ worker: true, env: { SMTP_URL: smtp.url, HUB_LIMIT_REQUESTS: '0' } })
    administrator = await hub.person('Quản trị', { hubRoles: ['administrator', 'curator'] })
    author = await hub.person('Tác giả', { memberships: [{ unit: 'bao', role: 'editor' }] })
    const recipients = [{ address: 'An@Bao.test', name: 'Tòa soạn' }, { address: 'binh@dai.test' }]
    const draft = { code: 'bao-chi', name: 'Báo chí', kind: 'mail', settings: { recipients } }
    const made = await administrator.post<{ channel: Channel }>('/api/v1/channels', draft)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    channel = made.body.channel
  }, 120_000)
  afterAll(async () => {
    await hub?.close()
    await smtp?.stop()
  })

  const picture = async () => {
    const said = {
      ...{ title: 'Núi Bà Đen', visibility: 'hub' as const, credit: 'Ảnh: B', altText: 'Ngọn núi', date: '2026-11-20' },
      ...{ creator: 'Trần Văn B', rights: { statement: 'https://creativecommons.org/licenses/by/4.0/' } },
    }
    const bytes = await makeJpeg({ width: 800, height: 500 })
    const { id } = (await author.upload(bytes, 'nui.jpg', said)).body.asset
    await hub.idle()
    return id
  }
  /** Sends an item and answers each reader's links by name of the file. */
  const sent = async (assetId: string, op: 'publish' | 'update' = 'publish') => {
    const before = smtp.letters.length
    const push = { assetId, channelId: channel.id, op, requestedBy: administrator.personId }
    await transaction(hub.deps.db, tx => queueDelivery(tx, push))
    await expect.poll(() => smtp.letters.length, { timeout: 20_000 }).toBe(before + 2)
    await hub.idle()
    return new Map(
      smtp.letters.slice(before).map(letter => {
        const urls = (partsOf(letter)[0] ?? '').match(/http:\S+/g) ?? []
        return [letter.to, new Map(urls.map(url => [url.split('/').at(-1) ?? '', url]))]
      }),
    )
  }
  const status = async (url: string | undefined) => (await fetch(url ?? '')).status

  it('give the file to who has the letter, without an account, and leave a note of it without a name', async () => {
    const assetId = await picture()
    const links = (await sent(assetId)).get('an@bao.test')!
    expect([...links.keys()].sort()).toEqual(['thumb', 'web'])
    const answer = await fetch(links.get('web')!)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/jpeg')
    expect(answer.headers.get('content-disposition')).toContain('N%C3%BAi%20B%C3%A0')
    expect(answer.headers.get('x-robots-tag')).toContain('noindex')
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(1000)
    const small = await fetch(links.get('thumb')!)
    expect([small.status, small.headers.get('cross-origin-resource-policy')]).toEqual([200, 'cross-origin'])
    const acts = await hub.deps.db.auditEntry.findMany({ where: { act: 'press.download', subjectId: assetId } })
    expect(acts).toHaveLength(1)
  })

  it('open nothing else: not the original, not another item, not with a letter of the token changed', async () => {
    const url = (await sent(await picture())).get('an@bao.test')!.get('web')!
    expect(await status(url.replace(/web$/, 'original'))).toBe(404)
    expect(
      await status(
        url.replace(/(press\/[0-9a-f-]{36}\.)([0-9a-f])/, (_all, head, digit) => head + (digit === '0' ? '1' : '0')),
      ),
    ).toBe(404)
    const later = url.replace(/\.(\d{10})\./, (_all, until) => `.${Number(until) + 1}.`)
    expect(await status(later)).toBe(404)
  })

  it('end by themselves', async () => {
    const url = (await sent(await picture())).get('an@bao.test')!.get('web')!
    const [, deliveryId = '', tag = ''] = /press\/([0-9a-f-]{36})\.([0-9a-f]{16})\./.exec(url) ?? []
    const secret = await hubSecret(hub.deps.config.dataDir, 'session-secret')
    const now = Math.floor(Date.now() / 1000)
    const until = (seconds: number) =>
      `${hub.url}/api/v1/press/${writePressToken({ deliveryId, tag, until: now + seconds }, secret)}/web`
    expect([await status(until(60)), await status(until(-5))]).toEqual([200, 404])
  })

  it('die for who is taken off the list, and for nobody else', async () => {
    const links = await sent(await picture())
    const { settings } = await hub.deps.db.channel.findUniqueOrThrow({ where: { id: channel.id } })
    const edit = (recipients: object[]) =>
      administrator.patch(`/api/v1/channels/${channel.id}`, { settings: { recipients } })
    expect((await edit([{ address: 'binh@dai.test' }])).status).toBe(200)
    expect(await status(links.get('an@bao.test')!.get('web'))).toBe(404)
    expect(await status(links.get('binh@dai.test')!.get('web'))).toBe(200)
    expect((await edit((settings as { recipients: object[] }).recipients)).status).toBe(200)
  })

  it('die with the update that follows, which brings new ones', async () => {
    const assetId = await picture()
    const old = (await sent(assetId)).get('an@bao.test')!.get('web')
    const fresh = (await sent(assetId, 'update')).get('an@bao.test')!.get('web')
    expect([await status(old), await status(fresh)]).toEqual([404, 200])
  })

  it('die with the recall itself, before a letter has said so', async () => {
    const assetId = await picture()
    const url = (await sent(assetId)).get('an@bao.test')!.get('web')
    const actor = {
      kind: 'person',
      id: administrator.personId,
      name: '',
      hubRoles: ['curator'],
      memberships: [],
    } as const
    const caller = { actor, origin: { address: null, requestId: null } }
    const recall = { kind: 'takedown', reason: 'rights', public: '', mediaToo: true } as const
    const before = smtp.letters.length
    await requestRecall(hub.deps.db, caller as never, assetId, recall)
    expect(await status(url)).toBe(404)
    await expect.poll(() => smtp.letters.length, { timeout: 20_000 }).toBe(before + 2)
  })

  it('die with an embargo and in the trash', async () => {
    const assetId = await picture()
    const url = (await sent(assetId)).get('an@bao.test')!.get('web')
    const set = (data: object) => hub.deps.db.asset.update({ where: { id: assetId }, data })
    await set({ embargoUntil: new Date(Date.now() + 3_600_000) })
    expect(await status(url)).toBe(404)
    await set({ embargoUntil: null })
    expect(await status(url)).toBe(200)
    await set({ life: 'trashed' })
    expect(await status(url)).toBe(404)
  })

  it('is a list of mail addresses, each once, or no channel at all', async () => {
    const made = async (recipients: unknown) =>
      (
        await administrator.post('/api/v1/channels', {
          ...{ code: 'sai', name: 'Sai', kind: 'mail', settings: { recipients } },
        })
      ).status
    expect(await made(undefined)).toBe(400)
    expect(await made([{ address: 'a@b.vn\r\nBcc: c@d.vn' }])).toBe(400)
    expect(await made([{ address: 'a@b.vn' }, { address: 'A@B.vn' }])).toBe(400)
    expect(await made([{ address: 'a@b.vn', name: 'X\r\nBcc: c@d.vn' }])).toBe(400)
  })
})
