import { describe, expect, it } from 'vitest'
import { pageRunOf } from './page-run.ts'
import { profiles } from './profiles.ts'

const { count, run, longRun, lightPage } = profiles.document.pages
const light = { size: BigInt(lightPage * 100), pageCount: 100 }
const heavy = { size: BigInt(lightPage * 100 + 1), pageCount: 100 }

describe('the run of pages that is drawn together', () => {
  it('is short for who turns the first page, and long for who reads on', () => {
    expect(pageRunOf(4, light)).toEqual({ first: 4, last: 8 })
    expect(pageRunOf(8, light)).toEqual({ first: 4, last: 8 })
    expect(pageRunOf(9, light)).toEqual({ first: 9, last: 28 })
    expect(pageRunOf(29, light)).toEqual({ first: 29, last: 48 })
  })

  it('stays short where pages are heavy, and where nobody knows how many there are', () => {
    for (const weight of [heavy, { size: 1, pageCount: null }]) {
      expect(pageRunOf(9, weight)).toEqual({ first: 9, last: 13 })
      expect(pageRunOf(30, weight)).toEqual({ first: 29, last: 33 })
    }
  })

  it('takes the last few pages of a light document along, as a call of their own would cost more', () => {
    const of50 = { size: 1000, pageCount: 50 }
    for (const page of [29, 48, 49, 50]) expect(pageRunOf(page, of50)).toEqual({ first: 29, last: 50 })
    expect(pageRunOf(54, { size: 1000, pageCount: 54 })).toEqual({ first: 49, last: 68 })
  })

  it('gives each page behind the first three exactly one run, without a gap', () => {
    for (const weight of [light, heavy]) {
      for (let page = count + 1; page <= 100; page += 1) {
        const { first, last } = pageRunOf(page, weight)
        expect(first <= page && page <= last).toBe(true)
        const usual = page < count + 1 + run || weight === heavy ? run : longRun
        expect([usual, ...(last === 100 ? [usual + 1, usual + 2] : [])]).toContain(last - first + 1)
        expect(pageRunOf(first, weight)).toEqual({ first, last })
        expect(pageRunOf(last, weight)).toEqual({ first, last })
        if (last < 100) expect(pageRunOf(last + 1, weight).first).toBe(last + 1)
      }
    }
  })
})
