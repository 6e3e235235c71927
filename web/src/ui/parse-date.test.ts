import { expect, it } from 'vitest'
import { parseDate } from './parse-date.ts'

it.each([
  ['31/12/2026', '2026-12-31'],
  [' 1-2-2026 ', '2026-02-01'],
  ['2026-02-28', '2026-02-28'],
])('reads %j as %s', (text, date) => {
  expect(parseDate(text)).toBe(date)
})
it.each(['30/02/2026', '12/2026', 'hôm qua', '31/31/2026', ''])('finds no date in %j', text => {
  expect(parseDate(text)).toBeNull()
})
