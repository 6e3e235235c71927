import { describe, expect, it } from 'vitest'
import { allowsMatch, allowsRange, namesTag, readRange } from './byte-range.ts'

describe('readRange', () => {
  it('reads first-last, first- and suffix ranges', () => {
    expect(readRange('bytes=0-9', 100)).toEqual({ start: 0, end: 9 })
    expect(readRange('bytes=90-', 100)).toEqual({ start: 90, end: 99 })
    expect(readRange('bytes=-10', 100)).toEqual({ start: 90, end: 99 })
  })

  it('ends a range at the last byte there is', () => {
    expect(readRange('bytes=90-1000', 100)).toEqual({ start: 90, end: 99 })
    expect(readRange('bytes=-1000', 100)).toEqual({ start: 0, end: 99 })
  })

  it('refuses a range that starts behind the end, and an empty suffix', () => {
    expect(readRange('bytes=100-', 100)).toBe('unsatisfiable')
    expect(readRange('bytes=-0', 100)).toBe('unsatisfiable')
    expect(readRange('bytes=0-0', 0)).toBe('unsatisfiable')
  })

  it('ignores what it does not read: other units, several ranges, reversed or malformed ones', () => {
    for (const header of [undefined, 'items=0-1', 'bytes=0-1,3-4', 'bytes=9-1', 'bytes=-', 'bytes=a-b', 'bytes 0-1']) {
      expect(readRange(header, 100)).toBeNull()
    }
  })
})

describe('conditions', () => {
  it('matches a tag in a list, weak or not, and a star', () => {
    expect(namesTag('"a", W/"b"', '"b"')).toBe(true)
    expect(namesTag('*', '"b"')).toBe(true)
    expect(namesTag('"a"', '"b"')).toBe(false)
    expect(namesTag(undefined, '"b"')).toBe(false)
  })

  it('lets an answer out under If-Match only for the same strong tag, or whatever is there', () => {
    expect(allowsMatch(undefined, '"a"')).toBe(true)
    expect(allowsMatch('*', '"a"')).toBe(true)
    expect(allowsMatch('"b", "a"', '"a"')).toBe(true)
    expect(allowsMatch('W/"a"', '"a"')).toBe(false)
    expect(allowsMatch('"b"', '"a"')).toBe(false)
  })

  it('answers a range under If-Range only for the same strong tag', () => {
    expect(allowsRange(undefined, '"a"')).toBe(true)
    expect(allowsRange('"a"', '"a"')).toBe(true)
    expect(allowsRange('W/"a"', '"a"')).toBe(false)
    expect(allowsRange('Tue, 15 Nov 1994 12:45:26 GMT', '"a"')).toBe(false)
  })
})
