import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { NotificationFacts } from '#contracts/notification'
import { notify } from '#server/notifications/notify'
import { transaction } from '#server/platform/db'
import type { Mailer } from '#server/platform/mail'
import { mailNotifications } from '#workers/notifications/mail-notifications'
import { sendDigests } from '#workers/notifications/send-digests'
import { lettersTo } from '../support/read-mail.ts'
import type { TestClient } from '../support/test-client.ts'
import { startTestHub, type TestHub } from '../support/test-hub.ts'

describe('letters with news', () => {
  let hub: TestHub
  let editor: TestClient
  let email: string
  let asset: string
  beforeAll(async () => {
    hub = await startTestHub({ worker: true })
  })
  afterAll(() => hub.close())
  beforeEach(async () => {
    editor = await hub.person('Trần Biên Tập', { memberships: [{ unit: 'bao', role: 'editor' }] })
    email = (await editor.get<{ email: string }>('/api/v1/me')).body.email
    asset = await write('Núi Bà Đen')
  })
  const write = async (title: string) => {
    const draft = { title, html: '<p>x</p>', visibility: 'unit' }
    return (await editor.post<{ asset: { id: string } }>('/api/v1/articles', draft)).body.asset.id
  }
  const tell = (reason: string, id = asset) => {
    const facts: NotificationFacts<'upload-failed'> = { reason }
    const to = { people: [editor.personId] }
    return transaction(hub.deps.db, tx =>
      notify(tx, { kind: 'upload-failed', subject: { kind: 'asset', id }, facts, to }),
    )
  }
  const wish = (kind: string, mail: string, language = 'vi') =>
    editor.send('PUT', '/api/v1/me/notification-preferences', { language, kinds: [{ kind, inApp: true, mail }] })
  const whole = async (): Promise<string[]> => {
    const { directory } = hub.deps.config.mail
    const files = await Promise.all(
      (await readdir(directory)).sort().map(name => readFile(join(directory, name), 'utf8')),
    )
    return files.filter(text => text.includes(`To: ${email}`))
  }
  const soon = { timeout: 20_000, interval: 100 }
  const mail = (context: object = {}) =>
    mailNotifications({ personId: editor.personId, mode: 'at-once' }, { ...hub.deps, ...context })

  it('go at once by the queue, several things in one letter, as text and HTML, with the way to choose', async () => {
    await tell('Tệp bị hỏng.')
    await tell('Tệp <b>vẫn</b> hỏng.')
    await expect.poll(whole, soon).toHaveLength(1)
    const [letter = ''] = await whole()
    const [head = ''] = letter.split('\r\n\r\n')
    expect(head).toContain(`List-Unsubscribe: <${hub.deps.config.publicUrl}/tai-khoan#thong-bao>`)
    expect(head).toMatch(/^auto-submitted: auto-generated/im)
    const [text = '', html = ''] = [...letter.matchAll(/base64\r\n\r\n([\s\S]*?)\r\n(?:\r\n)?--/g)].map(part =>
      Buffer.from(part[1]!, 'base64').toString('utf8'),
    )
    expect(text).toContain('Kính gửi Ông/Bà Trần Biên Tập')
    expect(text).toContain('Không xử lý được tệp của «Núi Bà Đen»: Tệp bị hỏng.')
    expect(text).toContain(`${hub.deps.config.publicUrl}/tu-lieu/${asset}`)
    expect(html).toContain('Tệp &#60;b&#62;vẫn&#60;/b&#62; hỏng.')
    expect(html).not.toContain('<b>')
    // The letter lies there a moment before it is written down that it does.
    const waiting = () => hub.deps.db.notification.count({ where: { personId: editor.personId, mailedAt: null } })
    await expect.poll(waiting, soon).toBe(0)
  })

  it('go at most once, whatever how often the job runs and whoever runs it too', async () => {
    await tell('Một lần')
    await Promise.all([mail(), mail(), mail()])
    await mail()
    await hub.idle()
    expect(await whole()).toHaveLength(1)
  })

  it('are tried again where the mail server said no, and not where it may have taken them', async () => {
    const said = (error: object): { mailer: Mailer } => ({
      mailer: { send: () => Promise.reject(Object.assign(new Error('mail'), error)), close: () => {} },
    })
    await wish('upload-failed', 'none')
    await tell('Thử lại')
    await hub.deps.db.notification.updateMany({ where: { personId: editor.personId }, data: { mail: 'at-once' } })
    await expect(mail(said({ responseCode: 451 }))).rejects.toThrow('mail')
    await expect(mail(said({ code: 'ESOCKET', syscall: 'connect' }))).rejects.toThrow('mail')
    await mail()
    expect(await whole()).toHaveLength(1)
    await tell('Không rõ')
    await hub.deps.db.notification.updateMany({
      where: { personId: editor.personId, mailedAt: null },
      data: { mail: 'at-once' },
    })
    await mail(said({ code: 'ETIMEDOUT', command: 'CONN' }))
    await mail()
    expect(await whole()).toHaveLength(1)
  })

  it('say nothing of what the person may no longer read, and nothing to whoever is suspended', async () => {
    const hidden = await write('Bị giấu')
    await wish('upload-failed', 'daily')
    await tell('a', hidden)
    const elsewhere = await hub.deps.db.unit.findUniqueOrThrow({ where: { code: 'dai' } })
    await hub.deps.db.asset.update({ where: { id: hidden }, data: { unitId: elsewhere.id, visibility: 'draft' } })
    await wish('upload-failed', 'at-once')
    await hub.idle()
    expect(await whole()).toHaveLength(0)
    await wish('upload-failed', 'daily')
    await tell('b')
    await hub.deps.db.person.update({ where: { id: editor.personId }, data: { suspendedAt: new Date() } })
    await hub.deps.db.notification.updateMany({ where: { personId: editor.personId }, data: { mail: 'at-once' } })
    await mail()
    expect(await whole()).toHaveLength(0)
  })

  it('gather in a digest: of the day, of the week since Monday seven, without what was read, and only once', async () => {
    await wish('upload-failed', 'daily', 'en')
    await tell('hôm qua')
    await tell('đã đọc')
    await wish('rights-ending', 'weekly')
    await transaction(hub.deps.db, tx =>
      notify(tx, {
        kind: 'rights-ending',
        subject: { kind: 'asset', id: asset },
        facts: { endsOn: '2030-01-02', days: 30 },
        to: { people: [editor.personId] },
      }),
    )
    const mine = { personId: editor.personId }
    await sendDigests(hub.deps)
    await hub.idle()
    expect(await whole(), 'what has just happened waits').toHaveLength(0)
    await hub.deps.db.$executeRaw`
      update notification set created_at = now() - interval '8 days',
        read_at = case when facts ->> 'reason' = 'đã đọc' then now() end
      where person_id = ${editor.personId}::uuid`
    await sendDigests(hub.deps)
    await sendDigests(hub.deps)
    await hub.idle()
    await sendDigests(hub.deps)
    await hub.idle()
    const letters = await lettersTo(hub, email)
    expect(letters).toHaveLength(1)
    const [letter = ''] = await whole()
    const text = Buffer.from(/base64\r\n\r\n([\s\S]*?)\r\n(?:\r\n)?--/.exec(letter)![1]!, 'base64').toString('utf8')
    expect(text).toContain('hôm qua')
    expect(text).toContain('hết hạn ngày 02/01/2030')
    expect(text).not.toContain('đã đọc')
    expect(await hub.deps.db.notification.count({ where: { ...mine, mailedAt: { not: null } } })).toBe(2)
  })

  it('hold no header that a title, a name or an address could have put there', async () => {
    const evil = 'Tin\r\nBcc: thief@evil.example\r\n\r\n<script>x</script>\u2028\u0085'
    await hub.deps.db.asset.update({ where: { id: asset }, data: { title: evil } })
    await hub.deps.db.person.update({ where: { id: editor.personId }, data: { name: evil } })
    await tell(evil)
    await expect.poll(whole, soon).toHaveLength(1)
    const [head = ''] = (await whole())[0]!.split('\r\n\r\n')
    const names = head
      .split('\r\n')
      .filter(line => !/^\s/.test(line))
      .map(line => line.split(':')[0]!.toLowerCase())
    expect(names.sort()).toEqual(
      [
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'list-unsubscribe',
        'message-id',
        'mime-version',
        'subject',
        'to',
      ].sort(),
    )
    for (const to of ['a@x.test, b@y.test', 'a@x.test\r\nBcc: c@z.test', 'Tên <a@x.test>'])
      await expect(hub.deps.mailer.send({ to, subject: 'x', text: 'x' })).rejects.toThrow('not one mail address')
  })
})
