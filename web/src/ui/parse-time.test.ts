import { describe, expect, it } from 'vitest'
import { parseTime } from './parse-time.ts'

describe('a time as people write it', () => {
  it('is read in every usual spelling, of 24 hours', () => {
    for (const [typed, read] of [
      ['19:45', '19:45'],
      ['7:05', '07:05'],
      ['19h45', '19:45'],
      ['7h', '07:00'],
      ['1945', '19:45'],
      ['8', '08:00'],
      [' 00:00 ', '00:00'],
    ] as const)
      expect.soft(parseTime(typed), typed).toBe(read)
  })

  it('is none where there is no such time', () => {
    for (const typed of ['', '24:00', '12:60', '7:5', 'sáng', '12:00 PM', '-1:00'])
      expect.soft(parseTime(typed)).toBeNull()
  })
})
