import { describe, expect, it } from 'vitest'
import { passesByItself, refusalOf, retryDelay } from './refusal.ts'

describe('refusal of an upload', () => {
  it('keeps the problem that the hub names', () => {
    expect(refusalOf({ status: 415, key: 'unsupported-type', detail: 'Chi tiết' })).toEqual({
      key: 'unsupported-type',
      cure: 'none',
      detail: 'Chi tiết',
      other: null,
    })
  })
  it('reads the status when a proxy answers with a page of its own', () => {
    expect(refusalOf({ status: 413, key: 'unknown' }).key).toBe('too-large')
    expect(refusalOf({ status: 504, key: 'unknown' }).key).toBe('store-unavailable')
    expect(refusalOf({ status: 460, key: 'unknown' }).key).toBe('checksum-mismatch')
    expect(refusalOf({ status: 418, key: 'unknown' }).key).toBe('unknown')
  })
  it('names the asset that holds the same bytes, and nothing that is not one', () => {
    const said = (asset: unknown) => refusalOf({ status: 409, key: 'duplicate', extension: { asset } })
    expect(said({ id: 'x', title: 'Núi' })).toMatchObject({ cure: 'none', other: { id: 'x', title: 'Núi' } })
    for (const odd of [null, 'x', { id: 1, title: 'Núi' }, {}]) expect(said(odd).other).toBeNull()
  })
  it('sends the person to the form when the words were wrong, and to the button when the hub was', () => {
    expect(refusalOf({ status: 422, key: 'unknown-term' }).cure).toBe('form')
    expect(refusalOf({ status: 500, key: 'internal' }).cure).toBe('again')
  })
  it('tries again by itself after a lost line and a restart, never after a refusal', () => {
    expect(passesByItself({ status: 0, key: 'offline' })).toBe(true)
    expect(passesByItself({ status: 503, key: 'store-unavailable' })).toBe(true)
    expect(passesByItself({ status: 400, key: 'upload-torn' })).toBe(true)
    expect(passesByItself({ status: 423, key: 'upload-locked' })).toBe(true)
    expect(passesByItself({ status: 409, key: 'upload-offset' })).toBe(true)
    expect(passesByItself({ status: 409, key: 'duplicate' })).toBe(false)
    expect(passesByItself({ status: 460, key: 'checksum-mismatch' })).toBe(false)
    expect(passesByItself({ status: 400, key: 'invalid-request' })).toBe(false)
    expect(passesByItself({ status: 415, key: 'unsupported-type' })).toBe(false)
  })
  it('waits longer each time, at most a minute, and never gives up', () => {
    expect([1, 2, 3, 4, 5, 6, 99].map(retryDelay)).toEqual([1_000, 2_000, 5_000, 15_000, 30_000, 60_000, 60_000])
  })
})
