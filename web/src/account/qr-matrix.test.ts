import { describe, expect, it } from 'vitest'
import { qrMatrix } from './qr-matrix.ts'

describe('a QR code', () => {
  it('grows with its text, from version 1 to 14', () => {
    expect(qrMatrix('a'.repeat(17))).toHaveLength(21)
    expect(qrMatrix('a'.repeat(18))).toHaveLength(25)
    expect(qrMatrix('a'.repeat(458))).toHaveLength(73)
    expect(() => qrMatrix('a'.repeat(459))).toThrow(RangeError)
  })

  it('says correction L and mask 0 beside its finders: 111011111000100 (ISO/IEC 18004 table C.1)', () => {
    const modules = qrMatrix('otpauth://totp/hub')
    const across = [0, 1, 2, 3, 4, 5, 7, 8].map(x => modules[8]![x])
    const up = [7, 5, 4, 3, 2, 1, 0].map(y => modules[y]![8])
    expect([...across, ...up].map(Number).join('')).toBe('111011111000100')
  })
})
