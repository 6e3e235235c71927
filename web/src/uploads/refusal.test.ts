import { describe, expect, it } from 'vitest'
import { passesByItself, refusalOf, retryDelay } from './refusal.ts'

describe('refusal of an upload', () => {
  it('keeps the problem that the hub names', () => {
    expect(refusalOf({ status: 415, key: 'unsupported-type', detail: 'Chi tiết' })).toEqual({
      key: 'unsupported-type',
      cure: 'none',
      detail: 'Chi tiết',
    })
  })
  it('reads the status when a proxy answers with a page of its own', () => {
    expect(refusalOf({ status: 413, key: 'unknown' }).key).toBe('too-large')
    expect(refusalOf({ status: 504, key: 'unknown' }).key).toBe('store-unavailable')
    expect(refusalOf({ status: 418, key: 'unknown' }).key).toBe('unknown')
  })
  it('sends the person to the form when the words were wrong, and to the button when the hub was', () => {
    expect(refusalOf({ status: 422, key: 'unknown-term' }).cure).toBe('form')
    expect(refusalOf({ status: 500, key: 'internal' }).cure).toBe('again')
  })
  it('tries again by itself after a lost line and a restart, never after a refusal', () => {
    expect(passesByItself({ status: 0, key: 'offline' })).toBe(true)
    expect(passesByItself({ status: 503, key: 'store-unavailable' })).toBe(true)
    expect(passesByItself({ status: 400, key: 'upload-torn' })).toBe(true)
    expect(passesByItself({ status: 400, key: 'invalid-request' })).toBe(false)
    expect(passesByItself({ status: 415, key: 'unsupported-type' })).toBe(false)
  })
  it('waits longer each time and then leaves it to the person', () => {
    expect([1, 2, 3, 4, 5, 6].map(retryDelay)).toEqual([2_000, 5_000, 15_000, 30_000, 60_000, null])
  })
})
