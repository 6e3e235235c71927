import { describe, expect, it } from 'vitest'
import type { SearchHit } from '#contracts/search'
import { hitPlace } from './hit-place.ts'

const hit = (highlight: object) => ({ highlight: { page: null, ...highlight } }) as SearchHit

describe('where a hit leads', () => {
  it('is the moment at which it is said, never later, and the page on which it stands', () => {
    expect(hitPlace(hit({ captions: { timeMs: 65_480 } }))).toEqual({ search: { t: 65.4 } })
    expect(hitPlace(hit({ page: 12 }))).toEqual({ search: {}, hash: 'trang=12' })
    expect(hitPlace(hit({}))).toEqual({ search: {} })
  })
})
