import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ThreadEntry } from '#contracts/desk'
import { beginAttempts } from '#server/channels/begin-attempt'
import { type DeskRig, openDeskRig } from './desk-rig.ts'

describe('a decision that nobody has acted upon', () => {
  let rig: DeskRig
  beforeAll(async () => {
    rig = await openDeskRig({ worker: false })
  }, 120_000)
  afterAll(() => rig?.close())

  const undo = (id: string, by = rig.curator) => rig.act('POST', id, 'reopening', undefined, by)
  const told = async () => (await rig.kinds(rig.reporter)).filter(kind => kind === 'nomination-reopened').length
  const decided = async (title: string, more: object = {}) => {
    const { id } = await rig.nominate([(await rig.article(title)).id])
    expect((await rig.decide(rig.curator, id, more)).status).toBe(200)
    return rig.read(id)
  }

  it('is undone: the approval with what it queued, told to the unit, kept in the history and the audit', async () => {
    const before = await told()
    const nomination = await decided('Duyệt nhầm')
    expect(nomination.may.reopen).toBe(true)
    expect((await rig.read(nomination.id, rig.reporter)).may.reopen, 'the unit').toBe(false)
    expect(await undo(nomination.id, rig.second)).toMatchObject({
      status: 200,
      body: { nomination: { state: 'open', decidedBy: null, may: { decide: true, reopen: false } } },
    })
    const { id } = nomination.asset
    expect((await rig.deliveries(id)).map(each => each.state)).toEqual(['cancelled'])
    const thread = await rig.curator.get<{ entries: ThreadEntry[] }>(`/api/v1/nominations/${nomination.id}/thread`)
    expect(thread.body.entries.map(entry => entry.kind)).toEqual(['nominated', 'approved', 'undone'])
    expect(await told()).toBe(before + 1)
    const acts = await rig.hub.deps.db.auditEntry.findMany({ where: { subjectId: id, act: 'nomination.reopen' } })
    expect(acts).toHaveLength(1)
    expect((await rig.decide(rig.curator, nomination.id)).status, 'decided anew').toBe(200)
    expect((await rig.deliveries(id)).map(each => each.state).sort()).toEqual(['cancelled', 'queued'])
  })

  it('is not undone once a worker has begun to send it; of the two one is first', async () => {
    const begun = await decided('Đã bắt đầu gửi')
    const [delivery] = await rig.deliveries(begun.asset.id)
    expect(await beginAttempts(rig.hub.deps.db, [delivery!.id], new Date())).not.toEqual([null])
    expect((await rig.read(begun.id)).may.reopen).toBe(false)
    const late = await undo(begun.id)
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:media-hub:problem:conflict' } })
    expect(JSON.stringify(late.body)).toContain('đã bắt đầu được gửi')
    for (let round = 0; round < 5; round++) {
      const raced = await decided(`Đua ${round}`)
      const [waiting] = await rig.deliveries(raced.asset.id)
      const [answer, [attempt]] = await Promise.all([
        undo(raced.id),
        beginAttempts(rig.hub.deps.db, [waiting!.id], new Date()),
      ])
      const [after] = await rig.deliveries(raced.asset.id)
      expect([answer.status, attempt !== null, after?.state]).toEqual(
        answer.status === 200 ? [200, false, 'cancelled'] : [409, true, 'media'],
      )
    }
  })

  it('is undone when it was a return, until the unit answers it', async () => {
    const returned = { decision: 'return', note: 'Thiếu ảnh' }
    const one = await decided('Trả nhầm', returned)
    expect(await undo(one.id)).toMatchObject({ status: 200, body: { nomination: { state: 'open' } } })
    expect((await undo(one.id)).status, 'twice').toBe(409)
    const answered = await decided('Đã trả lời', returned)
    expect((await rig.act('POST', answered.id, 'comments', { text: 'Đã bổ sung' }, rig.reporter)).status).toBe(201)
    expect((await rig.read(answered.id)).may.reopen).toBe(false)
    expect((await undo(answered.id)).status).toBe(409)
    expect(await undo(answered.id, rig.reporter)).toMatchObject({ status: 403 })
    expect(await undo(answered.id, rig.stranger)).toMatchObject({ status: 403 })
  })
})
