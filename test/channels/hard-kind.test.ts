import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { callWaiting } from '#server/channels/call-waiting'
import type { Channel, ChannelCall, ChannelDeps, Outcome, Push } from '#server/channels/channel'
import { editChannel } from '#server/channels/edit-channel'
import { newReceiptBytes } from '#server/channels/hand-receipt'
import { requestRecall } from '#server/channels/request-recall'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'

/**
 * A kind as the video platforms are: uploads that resume by a secret address, a quota for the day, tokens that lapse. It exists for
 * these tests alone; what it needs of the port is what a later kind will need.
 */
describe('a kind with resumable uploads, quotas and tokens that lapse', () => {
  let rig: ChannelRig
  let channelId: string
  let next: ((push: Push, call: ChannelCall) => Promise<Outcome>)[]
  beforeAll(async () => {
    rig = await openChannelRig('hub-exchange')
  })
  afterAll(() => rig?.close())
  beforeEach(async () => {
    channelId = await rig.addChannel('http://127.0.0.1:9')
    next = []
  })

  const done = async (push: Push): Promise<Outcome> =>
    (await push.beforeSending())
      ? newReceiptBytes({
          ...{ itemId: push.itemId, version: push.version, digest: push.digest, at: new Date() },
          ...{ state: 'published', publicUrl: 'https://video.test/1' },
        })
      : { kind: 'superseded' }
  const wire: Channel = {
    capabilities: async () => ({ maxItemBytes: 1e6, maxMediaBytes: 1e9, partBytes: 1e9, mediaTypes: 'any' }),
    publish: (push, call) => (next.shift() ?? done)(push, call),
    withdraw: async () => ({ kind: 'gone' }),
    status: async () => ({ kind: 'gone' }),
  }
  const channels: ChannelDeps = { of: () => wire, random: () => 0.5 }
  const attempt = (id: string) => rig.attempt(id, { channels })
  const add = async () => (await rig.queue({ assetId: await rig.addAsset(), channelId })).id
  const channel = () => rig.db.channel.findUniqueOrThrow({ where: { id: channelId } })

  it('keeps the session of an upload between attempts, sealed, and forgets it when the delivery has ended', async () => {
    const seen: unknown[] = []
    next.push(async push => {
      seen.push(push.session.value)
      await push.session.keep({ location: 'https://upload.test/?upload_id=bi-mat', offset: '0' })
      await push.session.keep({ location: 'https://upload.test/?upload_id=bi-mat', offset: '4096' })
      throw new Error('the process is killed here')
    })
    next.push(async push => {
      seen.push(push.session.value)
      return { kind: 'retry', problem: 'network', text: '', notBefore: null, mayHaveArrived: false, fault: true }
    })
    next.push(async push => {
      seen.push(push.session.value)
      return done(push)
    })
    const id = await add()
    await expect(attempt(id)).rejects.toThrow('killed')
    const { session } = await rig.delivery(id)
    expect(session).not.toBeNull()
    expect(session).not.toContain('bi-mat')
    await attempt(id)
    rig.clock.time += 3_600_000
    expect(await attempt(id)).toMatchObject({ state: 'published', session: null })
    const kept = { location: 'https://upload.test/?upload_id=bi-mat', offset: '4096' }
    expect(seen).toEqual([null, kept, kept])
  })

  it('waits for a quota without counting it as a failure, and lets nothing else of the channel try before', async () => {
    const until = new Date(rig.clock.time + 5 * 3_600_000)
    next.push(async () => ({ kind: 'quota', until, problem: 'quota', text: 'Hết hạn mức.', mayHaveArrived: false }))
    const [first, second] = [await add(), await add()]
    expect(await attempt(first)).toMatchObject({ state: 'retrying', attempts: 0, nextAt: until, problem: 'quota' })
    expect(await channel()).toMatchObject({ quotaUntil: until, failuresInRow: 0, openUntil: null, state: 'active' })
    expect(await attempt(second)).toMatchObject({ attempts: 0, nextAt: until, tries: [] })
    rig.clock.time = until.getTime() + 1
    expect((await attempt(first)).state).toBe('published')
    expect((await attempt(second)).state).toBe('published')
  })

  it('pauses for a token that lapsed, tells who must renew it, and goes on where it was', async () => {
    next.push(async () => ({ kind: 'lapsed', problem: 'token-lapsed', text: 'Quyền hết hạn.', mayHaveArrived: false }))
    const [first, second] = [await add(), await add()]
    expect(await attempt(first)).toMatchObject({
      state: 'retrying',
      attempts: 0,
      nextAt: null,
      problem: 'token-lapsed',
    })
    expect(await channel()).toMatchObject({ state: 'paused', pausedReason: 'token-lapsed: Quyền hết hạn.' })
    const told = await rig.db.notification.findMany({ where: { kind: 'channel-paused', personId: rig.person.id } })
    expect(told.map(({ facts }) => facts)).toEqual([
      { deliveryId: first, channel: 'Cổng thử', lapsed: true, reason: 'Quyền hết hạn.' },
    ])
    expect(await attempt(second)).toMatchObject({ attempts: 0, tries: [] })
    await callWaiting(rig.db, rig.clock.now())
    expect(await rig.delivery(second)).toMatchObject({ turn: 'waiting' })
    await editChannel(rig, rig.caller, channelId, { state: 'active' })
    for (const id of [first, second]) expect((await attempt(id)).state).toBe('published')
  })

  it('keeps no secret of an exchange: neither what let it in nor where an upload goes, wherever they stand', async () => {
    const secret = 'mat khau ung dung 123'
    const location = 'https://upload.test/?up=tai-len-bi-mat'
    channelId = await rig.addChannel('http://127.0.0.1:9', { credentials: { user: 'hub', password: secret } })
    next.push(async (push, call) => {
      await push.session.keep({ location })
      expect(call.channel.credentials.password).toBe(secret)
      await call.observe({
        ...{
          step: 'media',
          method: 'PUT',
          target: location,
          idempotencyKey: null,
          status: 500,
          outcome: 'retry',
          ms: 1,
        },
        ...{ problemType: null, requestHash: null, response: `<p>Sai mật khẩu ${secret}, xem ${location}</p>` },
        requestHeaders: {
          authorization: `Basic ${Buffer.from(`hub:${secret}`).toString('base64')}`,
          'x-where': location,
        },
        requestBody: JSON.stringify({ login: { pass: secret } }),
        responseHeaders: { location, 'set-cookie': 'sid=khoa-phien' },
      })
      return { kind: 'retry', problem: 'http-500', text: '', notBefore: null, mayHaveArrived: false, fault: true }
    })
    const id = await add()
    const { tries } = await attempt(id)
    expect(tries).toHaveLength(1)
    const kept = JSON.stringify(tries)
    expect(kept).toContain('•••')
    for (const hidden of [secret, 'tai-len-bi-mat', 'khoa-phien', Buffer.from(`hub:${secret}`).toString('base64')])
      expect(kept).not.toContain(hidden)
  })

  it('withdraws all the same while a quota is used up and while the channel is paused', async () => {
    const id = await add()
    expect((await attempt(id)).state).toBe('published')
    await rig.db.channel.update({
      where: { id: channelId },
      data: { quotaUntil: new Date(rig.clock.time + 3_600_000), state: 'paused' },
    })
    const { assetId } = await rig.delivery(id)
    const { deliveries } = await requestRecall(rig.db, rig.caller, assetId, {
      ...{ kind: 'takedown', reason: 'error', public: '', mediaToo: true },
    })
    expect((await attempt(deliveries[0]!.id)).state).toBe('withdrawn')
  })
})
