import { describe, expect, it } from 'vitest'
import { afterAnswer, afterFault, type Breaker, isOpen } from './breaker.ts'

const now = new Date('2027-01-15T08:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)
const faults = (n: number) =>
  Array.from({ length: n }).reduce<Breaker>(breaker => afterFault(breaker, now), afterAnswer())

describe('the breaker', () => {
  it('opens at the fifth fault in a row, for ten minutes', () => {
    expect(isOpen(faults(4), now)).toBe(false)
    expect(isOpen(faults(5), later(599_999))).toBe(true)
    expect(isOpen(faults(5), later(600_000))).toBe(false)
  })
  it('opens again at once when the first look after ten minutes fails', () => {
    expect(isOpen(afterFault(faults(5), later(600_000)), later(1_199_999))).toBe(true)
  })
})
