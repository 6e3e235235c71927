import { describe, expect, it } from 'vitest'
import { matchesWords } from './fold-words.ts'
import { readTypedDate, todayInVietnam } from './typed-date.ts'

describe('a typed date', () => {
  it('is read day first, with or without signs between', () => {
    expect(readTypedDate('2/11/2026')).toBe('2026-11-02')
    expect(readTypedDate('22.11.26')).toBe('2026-11-22')
    expect(readTypedDate('22112026')).toBe('2026-11-22')
  })
  it('is refused when there is no such day', () => {
    expect(readTypedDate('31/02/2026')).toBeNull()
    expect(readTypedDate('11/22/2026')).toBeNull()
    expect(readTypedDate('hôm qua')).toBeNull()
  })
  it('begins at midnight in Vietnam', () => {
    expect(todayInVietnam(new Date('2026-11-22T17:30:00Z'))).toBe('2026-11-23')
  })
})

describe('finding a term', () => {
  it('needs no marks and no order of words', () => {
    expect(matchesWords('Lễ hội, sự kiện', 'su kien le')).toBe(true)
    expect(matchesWords('Phường Đông Hòa', 'dong')).toBe(true)
    expect(matchesWords('Du lịch', 'van')).toBe(false)
  })
})
