import { expect, it } from 'vitest'
import { readIdet } from './detect-fields.ts'

const words = (tff: number, bff: number, progressive: number) =>
  `[Parsed_idet_0 @ 0x5] Multi frame detection: TFF:${String(tff).padStart(6)} BFF:     ${bff} Progressive:   ${progressive} Undetermined:     1\n`

it('believes in fields where most frames are of two moments', () => {
  expect(readIdet(words(100, 2, 10))).toBe(true)
  expect(readIdet(words(0, 90, 20))).toBe(true)
  expect(readIdet(words(5, 3, 100))).toBe(false)
})

it('believes in whole frames where little is known', () => {
  expect(readIdet(words(4, 0, 0))).toBe(false)
  expect(readIdet('')).toBe(false)
})
