import { describe, expect, it } from 'vitest'
import { quotaAfter } from './use-quota.ts'

const quota = { bytes: 900, files: 9, maxBytes: 1000, maxFiles: 10 }

describe('the quota of the unit before a batch', () => {
  it('lets a batch fill it to the last byte', () => {
    expect(quotaAfter(quota, { bytes: 100, files: 1 })).toEqual({ over: null, limited: true })
  })
  it('names what runs out first', () => {
    expect(quotaAfter(quota, { bytes: 101, files: 2 }).over).toBe('bytes')
    expect(quotaAfter(quota, { bytes: 1, files: 2 }).over).toBe('files')
  })
  it('is no limit where none was set', () => {
    expect(quotaAfter({ ...quota, maxBytes: null, maxFiles: null }, { bytes: 1e12, files: 1e6 })).toEqual({
      over: null,
      limited: false,
    })
  })
})
