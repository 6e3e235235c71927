import { describe, expect, it } from 'vitest'
import type { Outcome } from './channel.ts'
import { type SettledRow, settle } from './settle.ts'

const now = new Date('2027-01-15T08:00:00Z')
const row: SettledRow = {
  id: 'd',
  assetId: 'a',
  channelId: 'c',
  op: 'publish',
  version: 1,
  attempts: 1,
  askFirst: false,
  publicUrl: null,
}
const at = { now, random: () => 0.5, unwanted: null }
const retry: Outcome = {
  kind: 'retry',
  problem: 'timeout',
  text: 'no answer',
  notBefore: null,
  mayHaveArrived: true,
  fault: true,
}
const dead: Outcome = { kind: 'dead', problem: 'invalid', text: 'no', mayHaveArrived: false }
const delivered = (state: 'published' | 'withdrawn' | 'received'): Outcome => ({
  kind: 'delivered',
  received: {
    receipt: {
      receiptId: 'r',
      id: 'a',
      version: 1,
      digest: 'd',
      state,
      publicUrl: 'https://p.example/1',
      receivedAt: now.toISOString(),
    },
    raw: Buffer.alloc(0),
    headers: {},
  },
})

describe('what an attempt makes of its delivery', () => {
  it('takes the receiver’s word for the state', () => {
    expect(settle(row, delivered('received'), at)).toMatchObject({
      state: 'received',
      askFirst: false,
      publicUrl: 'https://p.example/1',
      problem: null,
    })
  })
  it('keeps in mind that a push may have arrived, also when it is dropped', () => {
    expect(settle(row, retry, at)).toMatchObject({
      state: 'retrying',
      askFirst: true,
      nextAt: new Date(now.getTime() + 2500),
    })
    expect(settle(row, retry, { ...at, unwanted: 'superseded' })).toMatchObject({
      state: 'cancelled',
      askFirst: true,
      nextAt: null,
    })
  })
  it('lets a push that arrived count although it was not wanted any more: the withdrawal must find it', () => {
    expect(settle(row, delivered('published'), { ...at, unwanted: 'superseded' }).state).toBe('published')
  })
  it('never lets a withdrawal die, whatever the answer', () => {
    const withdrawal = { ...row, op: 'withdraw', attempts: 99 }
    for (const outcome of [retry, dead, { ...dead, kind: 'refused' } as Outcome]) {
      expect(settle(withdrawal, outcome, at)).toMatchObject({
        state: 'retrying',
        nextAt: new Date(now.getTime() + 12 * 3_600_000),
      })
    }
  })
  it('asks on after a withdrawal that was only accepted, and ends with one that was done or found nothing', () => {
    const withdrawal = { ...row, op: 'withdraw' }
    expect(settle(withdrawal, delivered('received'), at)).toMatchObject({ state: 'retrying', askFirst: true })
    expect(settle(withdrawal, delivered('withdrawn'), at).state).toBe('withdrawn')
    expect(settle(withdrawal, { kind: 'gone' }, at).state).toBe('withdrawn')
  })
  it('lets a push wait, without a time, for a channel that does not let it in', () => {
    expect(settle(row, { ...dead, kind: 'refused' }, at)).toMatchObject({
      state: 'retrying',
      nextAt: null,
      problem: 'invalid',
    })
    expect(settle(row, dead, at)).toMatchObject({ state: 'dead', nextAt: null })
  })

  const until = new Date(now.getTime() + 3_600_000)
  const quota: Outcome = { kind: 'quota', until, problem: 'quota', text: 'full', mayHaveArrived: false }
  const lapsed: Outcome = { kind: 'lapsed', problem: 'token-lapsed', text: 'renew', mayHaveArrived: true }

  it('waits for a quota without taking anything from the schedule, at most a week and never into the past', () => {
    expect(settle({ ...row, attempts: 10 }, quota, at)).toMatchObject({ state: 'retrying', nextAt: until, attempts: 9 })
    const far = { ...quota, until: new Date(now.getTime() + 90 * 86_400_000) }
    expect(settle(row, far, at).nextAt).toEqual(new Date(now.getTime() + 7 * 86_400_000))
    const past = { ...quota, until: new Date(0) }
    expect(settle(row, past, at).nextAt).toEqual(new Date(now.getTime() + 1000))
    expect(settle({ ...row, op: 'withdraw' }, quota, at)).toMatchObject({ state: 'retrying', nextAt: until })
  })

  it('waits without a time for a token that a person must renew; a withdrawal goes on trying', () => {
    expect(settle({ ...row, attempts: 10 }, lapsed, at)).toMatchObject({
      ...{ state: 'retrying', nextAt: null, attempts: 9, askFirst: true, problem: 'token-lapsed' },
    })
    const withdrawal = settle({ ...row, op: 'withdraw', attempts: 30 }, lapsed, at)
    expect(withdrawal).toMatchObject({ state: 'retrying', nextAt: new Date(now.getTime() + 12 * 3_600_000) })
  })

  it('drops what is no longer wanted, whatever the quota', () => {
    for (const outcome of [quota, lapsed])
      expect(settle(row, outcome, { ...at, unwanted: 'superseded' })).toMatchObject({
        state: 'cancelled',
        nextAt: null,
      })
  })

  it('shortens every pause of a rehearsal alike', () => {
    const five = { ...row, attempts: 1 }
    expect(settle(five, retry, { ...at, pace: 0.01 }).nextAt).toEqual(new Date(now.getTime() + 25))
  })
})
