import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { requestRecall } from '#server/channels/request-recall'
import { testChannel } from '#server/channels/test-channel'
import { type LetterFault, partsOf, startSmtpServer, type TakenLetter } from '../support/smtp-server.ts'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'

type Server = Awaited<ReturnType<typeof startSmtpServer>>
const three = ['an@bao.test', 'binh@dai.test', 'chi@web.test'].map(address => ({ address, name: '' }))

describe('a channel of mail to the press', () => {
  let rig: ChannelRig
  let server: Server | null = null
  beforeAll(async () => {
    rig = await openChannelRig('mail')
  })
  afterAll(() => rig?.close())
  afterEach(async () => {
    await server?.stop()
    server = null
    rig.mail.smtpUrl = null
  })
  const start = async (options: Parameters<typeof startSmtpServer>[0] = {}) => {
    server = await startSmtpServer(options)
    rig.mail.smtpUrl = server.url
    return server
  }
  const queue = async (recipients = three, settings: object = {}) => {
    const channelId = await rig.addChannel('', { settings: { recipients, ...settings } })
    const assetId = await rig.addAsset(randomBytes(3_000_000))
    return { channelId, assetId, id: (await rig.queue({ assetId, channelId })).id }
  }
  const readers = ({ letters }: Server) => letters.map(each => each.to).sort()
  const all = three.map(each => each.address)
  const recall = { kind: 'takedown', reason: 'error', public: '', mediaToo: true } as const

  it('writes to each address alone: none sees another’s, each has its own links and Message-ID', async () => {
    const smtp = await start()
    const { id } = await queue()
    expect(await rig.attempt(id)).toMatchObject({ state: 'received', publicUrl: null })
    expect(readers(smtp)).toEqual(all)
    for (const { raw, to } of smtp.letters)
      for (const other of all.filter(each => each !== to))
        expect(raw + partsOf({ raw } as TakenLetter)).not.toContain(other)
    expect(new Set(smtp.letters.map(each => each.headers.get('message-id'))).size).toBe(3)
    expect(new Set(smtp.letters.map(each => /press\/[^/]+/.exec(partsOf(each)[0] ?? '')?.[0])).size).toBe(3)
  })

  it('says what it is in words: title, summary, credit, files with their sizes, until when the links hold', async () => {
    const smtp = await start()
    const { id } = await queue([{ address: 'an@bao.test', name: 'Chị An, Báo Thử' }], { replyTo: 'baochi@so.test' })
    await rig.attempt(id)
    const [letter] = smtp.letters
    const [text = '', html = ''] = partsOf(letter!)
    expect(text).toMatch(/^Kính gửi: Chị An, Báo Thử,/)
    for (const said of ['NÚI BÀ ĐEN LÚC BÌNH MINH', 'Toàn cảnh núi Bà Đen.', 'Ghi công: Ảnh: Trần Văn B', '2,9 MB'])
      expect(text).toContain(said)
    expect(text).toMatch(/hiệu lực đến \d\d:\d\d \d\d\/\d\d\/\d{4}/)
    expect(html).toMatch(
      /<a href="https:\/\/hub\.test\/api\/v1\/press\/[^"]+\/web"><img src="[^"]+\/thumb" alt="Ngọn núi"/,
    )
    expect(letter!.headers.get('reply-to')).toBe('baochi@so.test')
    expect(letter!.headers.get('auto-submitted')).toBe('auto-generated')
  })

  it('keeps the mail server’s answer to each letter in the receipt, and no address for ever', async () => {
    await start()
    const { id } = await queue()
    const { receipts } = await rig.attempt(id)
    const kept = Buffer.from(receipts[0]!.raw).toString('utf8')
    expect(kept.match(/sent: 250 2\.0\.0 Ok: queued as [0-9A-F]{8}/g)).toHaveLength(3)
    for (const address of all) expect(kept).not.toContain(address)
  })

  it('sends a letter that went no second time, whatever became of the others', async () => {
    let failing = true
    const smtp = await start({
      fault: ({ to }): LetterFault | null => (failing && to === 'binh@dai.test' ? { reply: '451 4.3.0 Later' } : null),
    })
    const { id } = await queue()
    const first = await rig.attempt(id)
    expect(first).toMatchObject({ state: 'retrying', problem: 'smtp-451', askFirst: true })
    expect(first.problemText).toMatch(/^Đã gửi 2\/3 thư/)
    expect(readers(smtp)).toEqual(['an@bao.test', 'chi@web.test'])
    failing = false
    expect((await rig.nextAttempt(id)).state).toBe('received')
    expect(readers(smtp)).toEqual(all)
  })

  it('sends exactly one letter to each where the worker is killed between two of them', async () => {
    const smtp = await start()
    const { id } = await queue()
    const dying = { ...rig.channels, of: () => ({ ...rig.channels.of('mail'), publish: dieAfterFirst }) }
    await expect(rig.attempt(id, { channels: dying })).rejects.toThrow('killed')
    expect(smtp.letters).toHaveLength(1)
    expect((await rig.attempt(id)).state).toBe('received')
    expect(readers(smtp)).toEqual(all)
  })

  it('sends the same letter again, under its Message-ID and with its links, where the server took it and never said so', async () => {
    let cut = true
    const smtp = await start({
      fault() {
        const fault = cut ? ('take-then-cut' as const) : null
        cut = false
        return fault
      },
    })
    const { id } = await queue([three[0]!])
    expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', problem: 'network', askFirst: true })
    expect((await rig.nextAttempt(id)).state).toBe('received')
    const [first, second] = smtp.letters
    expect(second!.raw).toBe(first!.raw)
  })

  it('counts a letter as unsent where the line broke before its last bytes', async () => {
    const smtp = await start()
    const { id } = await queue([three[0]!])
    await smtp.stop()
    expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', askFirst: false, problem: 'network' })
    expect(await rig.db.pressLetter.findFirstOrThrow({ where: { deliveryId: id } })).toMatchObject({ state: 'waiting' })
  })

  it('goes on past an address that is no more, and gives up only where nobody is left', async () => {
    const smtp = await start({ refuse: to => (to === 'an@bao.test' ? '550 5.1.1 No such user' : null) })
    const { id } = await queue()
    const delivery = await rig.attempt(id)
    expect(delivery.state).toBe('received')
    expect(readers(smtp)).toEqual(['binh@dai.test', 'chi@web.test'])
    expect(Buffer.from(delivery.receipts[0]!.raw).toString('utf8')).toContain('refused: ')
    const none = await queue([three[0]!])
    expect(await rig.attempt(none.id)).toMatchObject({ state: 'dead', problem: 'all-refused' })
  })

  it('pauses the channel where the mail server does not let the hub in, and says so when it is tested', async () => {
    const smtp = await start({ login: { user: 'kho', pass: 'mat-khau' } })
    const { id, channelId } = await queue()
    expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', problem: 'smtp-530' })
    expect(await rig.db.channel.findUniqueOrThrow({ where: { id: channelId } })).toMatchObject({ state: 'paused' })
    rig.mail.smtpUrl = smtp.url.replace('//', '//kho:sai@')
    expect(await testChannel(rig, channelId, rig.signal)).toMatchObject({ ok: false, problem: 'smtp-535' })
    rig.mail.smtpUrl = smtp.url.replace('//', '//kho:mat-khau@')
    expect(await testChannel(rig, channelId, rig.signal)).toMatchObject({ ok: true })
    expect(smtp.letters).toEqual([])
  })

  it('claims nothing where the hub has no mail server', async () => {
    const { id, channelId } = await queue()
    expect(await rig.attempt(id)).toMatchObject({ state: 'retrying', problem: 'no-mail-server', receipts: [] })
    expect(await testChannel(rig, channelId, rig.signal)).toMatchObject({ ok: false, problem: 'no-mail-server' })
  })

  it('marks an update and a request to take down, each in the thread of the letter before', async () => {
    const smtp = await start()
    const { id, assetId, channelId } = await queue([three[0]!])
    await rig.attempt(id)
    await rig.attempt((await rig.queue({ assetId, channelId, op: 'update' })).id)
    const { deliveries } = await requestRecall(rig.db, rig.caller, assetId, recall)
    await rig.attempt(deliveries[0]!.id)
    const [first, update, down] = smtp.letters
    const subject = (letter: TakenLetter | undefined) => decodeWords(letter?.headers.get('subject') ?? '')
    expect([subject(first), subject(update), subject(down)]).toEqual([
      'Núi Bà Đen lúc bình minh',
      '[Cập nhật] Núi Bà Đen lúc bình minh',
      '[Đề nghị gỡ] Núi Bà Đen lúc bình minh',
    ])
    expect(update!.headers.get('in-reply-to')).toBe(first!.headers.get('message-id'))
    expect(down!.headers.get('in-reply-to')).toBe(update!.headers.get('message-id'))
    const [text = ''] = partsOf(down!)
    expect(text).toContain('nội dung có sai sót')
    expect(text).toContain('Các liên kết tải tệp trong thư trước đã ngừng hoạt động.')
    expect(text).not.toContain('/press/')
  })

  it('asks those to take it down who were written to, though the list has changed since', async () => {
    const smtp = await start()
    const { id, assetId, channelId } = await queue()
    await rig.attempt(id)
    await rig.db.channel.update({
      where: { id: channelId },
      data: { settings: { recipients: [{ address: 'moi@bao.test' }] } },
    })
    const { deliveries } = await requestRecall(rig.db, rig.caller, assetId, recall)
    expect((await rig.attempt(deliveries[0]!.id)).state).toBe('withdrawn')
    expect(
      smtp.letters
        .slice(3)
        .map(each => each.to)
        .sort(),
    ).toEqual(all)
  })

  it('stops in the middle of the list when it is recalled, and asks only those to take it down who got it', async () => {
    const smtp = await start({
      fault(letter) {
        if (letter.headers.get('x-hub-item')?.endsWith('op=new') && letter.to === 'an@bao.test') recalled ??= ask()
        return null
      },
    })
    let recalled: Promise<unknown> | null = null
    const { id, assetId } = await queue()
    const ask = () => requestRecall(rig.db, rig.caller, assetId, recall)
    const ending = await rig.attempt(id, { channels: slowed(() => recalled) })
    expect(ending.state).toBe('cancelled')
    const { deliveries } = (await recalled) as unknown as Awaited<ReturnType<typeof ask>>
    await rig.attempt(deliveries[0]!.id)
    expect(smtp.letters.map(each => each.to)).toEqual(['an@bao.test', 'an@bao.test'])
  })

  /** The worker's wire, whose question before each letter waits until the recall of the test stands. */
  function slowed(until: () => Promise<unknown> | null) {
    const wire = rig.channels.of('mail')
    const publish: typeof wire.publish = (push, call) => {
      const beforeSending = async () => {
        await until()
        return push.beforeSending()
      }
      return wire.publish({ ...push, beforeSending }, call)
    }
    return { ...rig.channels, of: () => ({ ...wire, publish }) }
  }

  /** A process that dies once the first letter's answer was written down. */
  async function dieAfterFirst(
    ...[push, call]: Parameters<ReturnType<typeof rig.channels.of>['publish']>
  ): Promise<never> {
    let asked = 0
    const beforeSending = async () => {
      asked += 1
      if (asked > 1) throw new Error('killed')
      return push.beforeSending()
    }
    await rig.channels.of('mail').publish({ ...push, beforeSending }, call)
    throw new Error('it did not die')
  }
})

/** RFC 2047 words of a header, base64 or quoted-printable, as text. */
function decodeWords(value: string): string {
  const words = value.replace(/\?=\s+=\?/g, '?==?')
  const bytes = words.replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_all, kind: string, text: string) =>
    kind.toUpperCase() === 'B'
      ? Buffer.from(text, 'base64').toString('latin1')
      : text
          .replace(/_/g, ' ')
          .replace(/=([0-9A-F]{2})/g, (_hex, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
