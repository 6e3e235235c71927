import { describe, expect, it } from 'vitest'
import { matchesWords } from './fold-words.ts'
import { todayInVietnam } from './today.ts'

describe('today', () => {
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
