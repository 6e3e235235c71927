import { describe, expect, it } from 'vitest'
import { looksPersonal } from './looks-personal.ts'

describe('a query that looks like somebody’s data', () => {
  it.each([
    'nguyen.an@tayninh.gov.vn',
    'thư của an@x',
    '0912345678',
    '+84 912 345 678',
    '(0276) 382-2233 1',
    'cccd 072190001234',
    '072 190 001 234',
    '290123456',
    '０９１２３４５６７８',
    'x'.repeat(101),
  ])('is known: %s', q => expect(looksPersonal(q)).toBe(true))

  it.each([
    'núi Bà Đen',
    'lễ hội 2026',
    '2020 2021 2022',
    '01/01/2026 - 31/12/2026',
    'quốc lộ 22b',
    'QĐ 1719/QĐ-UBND',
    '',
  ])('is not mistaken: %s', q => expect(looksPersonal(q)).toBe(false))
})
