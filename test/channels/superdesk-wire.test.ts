import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { requestRecall } from '#server/channels/request-recall'
import { testChannel } from '#server/channels/test-channel'
import { startSuperdeskReceiver } from '../support/superdesk-receiver.ts'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'

const key = 'khoa-chung-hai-ben'

describe('a channel to a Superdesk-style receiver', () => {
  let rig: ChannelRig
  let receiver: Awaited<ReturnType<typeof startSuperdeskReceiver>>
  beforeAll(async () => {
    rig = await openChannelRig('superdesk-ninjs')
  })
  afterAll(() => rig?.close())
  beforeEach(async () => {
    receiver = await startSuperdeskReceiver(key)
    return () => receiver.stop()
  })
  const add = (more: { settings?: object; credentials?: object } = {}) =>
    rig.addChannel(`${receiver.url}/push`, { credentials: { key }, ...more })
  const publish = async (channelId: string, bytes?: Buffer) => {
    const assetId = await rig.addAsset(bytes)
    const { id } = await rig.queue({ assetId, channelId })
    return rig.attempt(id)
  }

  it('sends the files first and byte for byte, then the text that names them, each signed', async () => {
    const picture = Buffer.from('\r\n--hub-\0 một tệp có mọi thứ\r\n'.repeat(5000))
    const { assetId } = await publish(await add(), picture)
    const item = receiver.items.get(`urn:uuid:${assetId}`) as {
      associations: { featuremedia: { renditions: { original: { media: string } } } }
    }
    const { media } = item.associations.featuremedia.renditions.original
    expect(receiver.files.get(media)?.bytes.equals(picture)).toBe(true)
    expect(receiver.files.get(media)?.contentType).toBe('image/jpeg')
    expect(receiver.posted.map(each => each.path)).toEqual(['/push_binary', '/push_binary', '/push'])
    for (const { body, signature } of receiver.posted)
      expect(signature).toBe(`sha1=${createHmac('sha1', key).update(body).digest('hex')}`)
  })

  it('writes neither the key nor a signature down', async () => {
    const { tries } = await publish(await add())
    const kept = JSON.stringify(tries)
    expect(kept).not.toContain(key)
    for (const { signature } of receiver.posted) expect(kept).not.toContain(signature)
  })

  it('claims that an item was received and no more, where the channel does not say where its page is', async () => {
    const { state, publicUrl, receipts } = await publish(await add())
    expect({ state, publicUrl }).toEqual({ state: 'received', publicUrl: null })
    expect(JSON.parse(Buffer.from(receipts[0]!.raw).toString('utf8'))).toMatchObject({
      status: '200',
      answer: '{}\n'.trim(),
    })
    const page = await publish(await add({ settings: { page: 'https://tin.example/wire?item={id}' } }))
    expect(page.publicUrl).toBe(`https://tin.example/wire?item=urn%3Auuid%3A${page.assetId}`)
  })

  it('pauses the channel where the key is wrong, and says so when it is tested', async () => {
    const wrong = await add({ credentials: { key: 'mot-khoa-khac' } })
    expect(await testChannel(rig, wrong, rig.signal)).toMatchObject({ ok: false, problem: 'http-403' })
    expect((await publish(wrong)).state).toBe('retrying')
    expect(await rig.db.channel.findUniqueOrThrow({ where: { id: wrong } })).toMatchObject({ state: 'paused' })
    expect(await testChannel(rig, await add(), rig.signal)).toMatchObject({ ok: true })
    expect([...receiver.files.keys()]).toEqual(['hub-connection-test'])
    expect(receiver.items.size).toBe(0)
  })

  it('says so where something else answers at the address', async () => {
    const elsewhere = await rig.addChannel(`${receiver.url}/khac`, { credentials: { key } })
    expect(await testChannel(rig, elsewhere, rig.signal)).toMatchObject({ ok: false, problem: 'http-404' })
  })

  it('leaves nothing of an item’s words or picture when it is taken back', async () => {
    const { assetId } = await publish(await add())
    const recall = { kind: 'kill', reason: 'personal-data', public: '', mediaToo: true } as const
    const { deliveries } = await requestRecall(rig.db, rig.caller, assetId, recall)
    expect((await rig.attempt(deliveries[0]!.id)).state).toBe('withdrawn')
    const item = receiver.items.get(`urn:uuid:${assetId}`)
    expect(item).toMatchObject({ pubstatus: 'canceled', version: '2' })
    expect(JSON.stringify(item)).not.toContain('Núi')
  })
})
