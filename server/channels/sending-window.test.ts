import { expect, it } from 'vitest'
import { opensAt } from './sending-window.ts'

const office = { days: [1, 2, 3, 4, 5], from: '07:30', to: '17:00' }
// 23/11/2026 is a Monday; hours are those of Vietnam.
const at = (time: string) => new Date(`2026-11-${time}:00+07:00`)

it('sends at any hour where no window is set', () => {
  expect(opensAt([], at('23T03:00'))).toBeNull()
})

it('sends from the first minute of a window and not in the one that ends it', () => {
  expect(opensAt([office], at('23T07:30'))).toBeNull()
  expect(opensAt([office], at('23T16:59'))).toBeNull()
  expect(opensAt([office], at('23T17:00'))).toEqual(at('24T07:30'))
})

it('waits for the next opening, over a weekend too', () => {
  expect(opensAt([office], at('23T01:00'))).toEqual(at('23T07:30'))
  expect(opensAt([office], at('27T18:00'))).toEqual(at('30T07:30'))
})

it('takes the nearest of several windows, and a day of the week that comes only once', () => {
  const evening = { days: [1], from: '19:00', to: '21:00' }
  expect(opensAt([office, evening], at('23T18:00'))).toEqual(at('23T19:00'))
  expect(opensAt([evening], at('23T21:00'))).toEqual(at('30T19:00'))
})
