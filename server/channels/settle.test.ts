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
})
