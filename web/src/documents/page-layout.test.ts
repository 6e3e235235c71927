import { describe, expect, it } from 'vitest'
import { gap, layOut, pageAt, pageOfHash, pagesIn } from './page-layout.ts'

const sizes = new Map([
  [1, { width: 100, height: 200 }],
  [3, { width: 300, height: 100 }],
])

describe('pages in a column', () => {
  it('stand under one another, those of unknown size as large as the first', () => {
    const layout = layOut(sizes, 4, 2)
    expect(layout.heights).toEqual([400, 400, 200, 400])
    expect(layout.tops).toEqual([gap, 2 * gap + 400, 3 * gap + 800, 4 * gap + 1000])
    expect(layout.total).toBe(5 * gap + 1400)
    expect(layout.width).toBe(600)
  })

  it('are named by where they stand', () => {
    const { tops } = layOut(sizes, 4, 2)
    expect([0, gap, 420, 424, 100_000].map(y => pageAt(tops, y))).toEqual([1, 1, 1, 2, 4])
  })

  it('are drawn only near the window, however many there are', () => {
    const layout = layOut(new Map(), 5000, 1)
    const shown = pagesIn(layout, (layout.tops[2499] ?? 0) + 10, 900, 1)
    expect(shown).toEqual([2499, 2500, 2501, 2502])
    expect(pagesIn(layout, 0, 500, 1)).toEqual([1, 2])
    expect(pagesIn(layout, layout.total, 500, 1)).toEqual([4999, 5000])
  })
})

describe('a page in an address', () => {
  it('is a number from one, and nothing else', () => {
    expect(['trang=12', '#trang=1', '', 'trang=0', 'trang=x', 'trang=1e3', 'page=2'].map(pageOfHash)).toEqual([
      12,
      1,
      null,
      null,
      null,
      null,
      null,
    ])
  })
})
