import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ChannelRig, openChannelRig } from './channel-rig.ts'

describe('a delivery with a time', () => {
  let rig: ChannelRig
  let channelId: string
  beforeAll(async () => {
    rig = await openChannelRig('manual-package')
    channelId = await rig.addChannel('')
  })
  afterAll(() => rig.close())
  const hour = 3_600_000
  const queue = async (publishAt: Date) => {
    const assetId = await rig.addAsset()
    return { assetId, ...(await rig.queue({ assetId, channelId, publishAt })) }
  }

  it('waits for the worker’s clock, also where its channel goes on after a pause, and then goes', async () => {
    const publishAt = new Date(rig.clock.time + hour)
    const { id } = await queue(publishAt)
    expect(await rig.attempt(id)).toMatchObject({ state: 'queued', attempts: 0, nextAt: publishAt })
    // What a channel that goes on does with everything that waits.
    await rig.db.delivery.update({ where: { id }, data: { nextAt: null } })
    expect(await rig.attempt(id)).toMatchObject({ state: 'queued', attempts: 0, nextAt: publishAt })
    rig.clock.time = publishAt.getTime() - 1
    expect((await rig.attempt(id)).attempts).toBe(0)
    rig.clock.time += 1
    expect(await rig.attempt(id)).toMatchObject({ state: 'received', attempts: 1 })
  })

  it('waits for the end of an embargo by the database’s time, and is dropped where a right ended by it', async () => {
    const [held, ended] = [await queue(new Date(rig.clock.time)), await queue(new Date(rig.clock.time))]
    // The database is far behind this worker's clock.
    const embargoUntil = new Date(Date.now() + hour)
    await rig.db.asset.update({ where: { id: held.assetId }, data: { embargoUntil } })
    await rig.db.asset.update({ where: { id: ended.assetId }, data: { rightsUntil: new Date('2020-01-01') } })
    expect(await rig.attempt(held.id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(await rig.attempt(ended.id)).toMatchObject({ state: 'cancelled', problem: 'rights-ended' })
    await rig.db.asset.update({ where: { id: held.assetId }, data: { embargoUntil: new Date(Date.now() - 1) } })
    expect(await rig.nextAttempt(held.id)).toMatchObject({ state: 'received' })
  })
})
