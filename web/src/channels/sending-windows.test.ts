import { describe, expect, it } from 'vitest'
import { parseHour, weekBars, windowFault, windowOf } from './sending-windows.ts'

describe('the hours of a channel', () => {
  it.each([
    ['7', '07:00'],
    ['7h30', '07:30'],
    ['7g', '07:00'],
    ['730', '07:30'],
    ['17:05', '17:05'],
    ['24:00', '23:59'],
  ])('reads %j as %s', (text, hour) => {
    expect(parseHour(text)).toBe(hour)
  })

  it.each(['', '25', '7:60', 'sáng', '7:3'])('finds no hour in %j', text => {
    expect(parseHour(text)).toBeNull()
  })

  it('wants days, hours and an end after the beginning', () => {
    const good = { id: 0, days: [5, 1], from: '7h30', to: '17' }
    expect(windowFault(good)).toBeNull()
    expect(windowOf(good)).toEqual({ days: [1, 5], from: '07:30', to: '17:00' })
    expect(windowFault({ ...good, days: [] })).toBe('days')
    expect(windowFault({ ...good, to: '' })).toBe('hours')
    expect(windowFault({ ...good, to: '7' })).toBe('order')
  })

  it('draws each day by itself', () => {
    const bars = weekBars([{ days: [1, 7], from: '06:00', to: '12:00' }])
    expect(bars[0]).toEqual([{ left: 25, width: 25 }])
    expect(bars[1]).toEqual([])
    expect(weekBars([{ days: [2], from: '12:00', to: '23:59' }])[1]).toEqual([{ left: 50, width: 50 }])
  })
})
