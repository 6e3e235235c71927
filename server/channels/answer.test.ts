import { describe, expect, it } from 'vitest'
import { type Decision, decide, problemName, readRetryAfter } from './answer.ts'

const table: [number, string | null, Decision][] = [
  [200, null, 'done'],
  [201, null, 'done'],
  [202, null, 'done'],
  [400, null, 'dead'],
  [413, null, 'dead'],
  [415, null, 'dead'],
  [422, null, 'dead'],
  [422, 'key-reused', 'dead'],
  [422, 'digest-mismatch', 'resend-once'],
  [401, null, 'pause'],
  [403, null, 'pause'],
  [404, null, 'pause'],
  [405, null, 'pause'],
  [301, null, 'pause'],
  [308, null, 'pause'],
  [409, 'in-progress', 'retry'],
  [409, 'version-conflict', 'compare'],
  [409, null, 'compare'],
  [412, null, 'compare'],
  [410, null, 'gone'],
  [424, 'media-missing', 'send-media'],
  [408, null, 'retry'],
  [425, null, 'retry'],
  [429, null, 'retry'],
  [500, null, 'retry-ask'],
  [503, null, 'retry-ask'],
]

describe('what to do about an answer', () => {
  it.each(table)('%s %s: %s', (status, problem, decision) => {
    expect(decide(status, problem)).toBe(decision)
  })
  it('reads the last word of a problem type, as a URN, an address or a fragment', () => {
    expect(
      [
        'urn:hub-exchange:problem:in-progress',
        'https://p.example/problems/in-progress',
        'https://p.example/#in-progress',
        null,
      ].map(problemName),
    ).toEqual(['in-progress', 'in-progress', 'in-progress', null])
  })
  it('reads Retry-After as seconds or a date, at most a day ahead, and nothing from nonsense', () => {
    const now = new Date('2027-01-15T08:00:00Z')
    const read = (header: string) => readRetryAfter(header, now)?.toISOString()
    expect(read('120')).toBe('2027-01-15T08:02:00.000Z')
    expect(read('Fri, 15 Jan 2027 09:00:00 GMT')).toBe('2027-01-15T09:00:00.000Z')
    expect(read('999999999')).toBe('2027-01-16T08:00:00.000Z')
    expect([read('soon'), readRetryAfter(undefined, now)]).toEqual([undefined, null])
  })
})
