import { describe, expect, it } from 'vitest'
import { chooseRate, framesASecond, readRate } from './frame-rate.ts'

const chosen = (average: string, nominal = average, interlaced = false) => {
  const { count, time } = chooseRate(readRate(average), readRate(nominal), { most: 60, interlaced })
  return `${count}/${time}`
}

describe('chooseRate', () => {
  it.each(['24000/1001', '24/1', '25/1', '30000/1001', '50/1', '60000/1001', '60/1'])('keeps an even %s', rate => {
    expect(chosen(rate)).toBe(rate)
  })

  it('reads a standard rate out of a fraction that a camera counted', () => {
    expect(chosen('19001317/634043', '30000/1001')).toBe('30000/1001')
  })

  it('takes a whole fraction of what is faster than sixty', () => {
    expect(['100/1', '120/1', '120000/1001', '240/1', '1000/1'].map(rate => chosen(rate))).toEqual([
      '50/1',
      '60/1',
      '60000/1001',
      '60/1',
      '58824/1000',
    ])
  })

  it('makes a phone’s uneven frames even, and loses none of them', () => {
    expect(chosen('2953/100', '90000/1')).toBe('30000/1001')
    expect(chosen('27/1', '120/1')).toBe('30000/1001')
    expect(chosen('2980/100', '30/1')).toBe('30/1')
    expect(chosen('25/1', '30/1')).toBe('30/1')
  })

  it('keeps the slow rate of slides', () => {
    expect(chosen('1/1')).toBe('1000/1000')
    expect(chosen('15/2', '1000/1')).toBe('7500/1000')
  })

  it('does not count a field for a frame where the clock of the file ticks by fields', () => {
    expect(chosen('25/1', '50/1')).toBe('25/1')
    expect(chosen('30000/1001', '60000/1001')).toBe('30000/1001')
  })

  it('counts two fields as one frame', () => {
    expect(chosen('50/1', '50/1', true)).toBe('25/1')
    expect(chosen('25/1', '50/1', true)).toBe('25/1')
    expect(chosen('60000/1001', '60000/1001', true)).toBe('30000/1001')
  })

  it('takes 25 where nothing is said', () => {
    expect(chosen('0/0')).toBe('25/1')
  })
})

it('says a rate to three places', () => {
  expect(framesASecond({ count: 24000, time: 1001 })).toBe(23.976)
})
