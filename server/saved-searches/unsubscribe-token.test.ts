import { describe, expect, it } from 'vitest'
import { readStopToken, writeStopToken } from './unsubscribe-token.ts'

const id = '0190a0a0-0000-7000-8000-000000000001'

describe('the token of an unsubscribe link', () => {
  it('says what it stops, and nothing to another hub', () => {
    for (const stops of ['search', 'all'] as const) {
      const token = writeStopToken({ stops, id }, 'secret')
      expect(token).toMatch(/^[a-z0-9.-]+$/)
      expect(readStopToken(token, 'secret')).toEqual({ stops, id })
      expect(readStopToken(token, 'another')).toBeNull()
    }
  })
  it('cannot be turned into one for more, or for another', () => {
    const token = writeStopToken({ stops: 'search', id }, 'secret')
    expect(readStopToken(token.replace('search', 'all'), 'secret')).toBeNull()
    expect(readStopToken(token.replace('0001.', '0002.'), 'secret')).toBeNull()
    expect(readStopToken(`${token}0`, 'secret')).toBeNull()
    expect(readStopToken('0'.repeat(64), 'secret')).toBeNull()
  })
})
