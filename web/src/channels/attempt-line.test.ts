import { describe, expect, it } from 'vitest'
import type { Delivery } from '#contracts/delivery'
import { attemptLine } from './attempt-line.ts'
import { vi } from './words.ts'

type Attempt = Delivery['tries'][number]
const attempt = (over: Partial<Attempt>): Attempt => ({
  number: 1,
  at: '2026-11-23T13:40:02+07:00',
  step: 'item',
  status: 503,
  outcome: 'retry',
  problemType: null,
  ms: 30_400,
  ...over,
})

describe('one attempt in plain words', () => {
  it('names the number that the portal answered with', () => {
    expect(attemptLine(attempt({}))).toEqual({ key: 'down', values: { status: 503, seconds: 30 }, tone: 'warning' })
  })
  it('tells a lost line from a line that was lost after the item may have arrived', () => {
    expect(attemptLine(attempt({ status: null })).key).toBe('lost')
    expect(attemptLine(attempt({ status: null, outcome: 'ask' })).key).toBe('lostUnsure')
  })
  it('says that a refused signature paused the channel', () => {
    expect(attemptLine(attempt({ status: 401, outcome: 'paused' }))).toMatchObject({ key: 'locked', tone: 'error' })
  })
  it('names what the portal will never take', () => {
    expect(attemptLine(attempt({ status: 422, outcome: 'dead' }))).toMatchObject({ key: 'refused', tone: 'error' })
    expect(attemptLine(attempt({ status: 413, outcome: 'dead' })).key).toBe('tooLarge')
    expect(attemptLine(attempt({ status: 422, outcome: 'dead', problemType: 'urn:x:digest-mismatch' })).key).toBe(
      'digest',
    )
  })
  it('marks only the item and the withdrawal as a success worth seeing', () => {
    expect(attemptLine(attempt({ status: 201, outcome: 'ok' })).tone).toBe('ok')
    expect(attemptLine(attempt({ status: 200, outcome: 'ok', step: 'probe' }))).toMatchObject({
      key: 'ok_probe',
      tone: 'neutral',
    })
  })
  it('has a sentence for every step that goes well', () => {
    for (const step of ['capabilities', 'probe', 'media', 'item', 'ask', 'withdrawal'] as const) {
      expect(vi.attempt[attemptLine(attempt({ step, status: 200, outcome: 'ok' })).key]).toBeTruthy()
    }
  })
  it('never speaks of zero seconds', () => {
    expect(attemptLine(attempt({ status: null, ms: 3 })).values.seconds).toBe(1)
  })
})
