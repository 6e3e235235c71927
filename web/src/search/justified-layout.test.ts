import { describe, expect, it } from 'vitest'
import { justifiedLayout, neighbour } from './justified-layout.ts'

const ratios = [1.5, 1.5, 0.66, 1.78, 1, 1.5, 1.33, 0.75, 2.4, 1.5, 1]

describe('the justified layout', () => {
  const layout = justifiedLayout(ratios, 1000, 210, 6)

  it('fills every row but the last to the right edge, to the pixel', () => {
    for (const row of layout.rows.slice(0, -1)) {
      const last = row.tiles.at(-1)!
      expect(last.left + last.width).toBe(1000)
    }
  })
  it('makes no row higher than asked for, nor a strip', () => {
    expect(Math.max(...layout.rows.map(row => row.height))).toBeLessThanOrEqual(210)
    expect(Math.min(...layout.rows.map(row => row.height))).toBeGreaterThan(210 * 0.66)
  })
  it('lets a row grow a little instead of squeezing one picture more into it', () => {
    const phone = justifiedLayout([0.75, 1, 0.75, 1.78, 1.5], 348, 130, 6)
    expect(phone.rows.map(row => row.tiles.length)).toEqual([3, 2])
    expect(phone.rows[0]?.height).toBe(134)
  })
  it('shows each picture once, in order', () => {
    expect(layout.rows.flatMap(row => row.tiles.map(tile => tile.index))).toEqual(ratios.map((_, index) => index))
  })
  it('keeps the shape of each picture within a few pixels', () => {
    for (const row of layout.rows) {
      for (const tile of row.tiles) expect(Math.abs(tile.width - ratios[tile.index]! * row.height)).toBeLessThan(5)
    }
  })
  it('gives one picture alone its own width and not the whole row', () => {
    expect(justifiedLayout([1.5], 1000, 210, 6).rows[0]?.tiles[0]?.width).toBe(315)
  })
  it('cuts a panorama down instead of giving it a row of a few pixels', () => {
    expect(justifiedLayout([20, 1.5], 360, 130, 6).rows[0]?.height).toBeGreaterThan(100)
  })
  it('is nothing for nothing', () => {
    expect(justifiedLayout([], 1000, 210, 6)).toEqual({ rows: [], height: 0 })
  })
})

describe('the arrows', () => {
  const layout = justifiedLayout([1, 1, 1, 1, 1, 1], 330, 100, 6)
  it('run on to the next row at the end of one', () => {
    expect(layout.rows[0]?.tiles.length).toBe(4)
    expect(neighbour(layout, 3, 'right')).toBe(4)
    expect(neighbour(layout, 4, 'left')).toBe(3)
  })
  it('go straight down to the nearest tile and stay at the edge', () => {
    expect(neighbour(layout, 0, 'down')).toBe(4)
    expect(neighbour(layout, 5, 'down')).toBe(5)
    expect(neighbour(layout, 5, 'right')).toBe(5)
    expect(neighbour(layout, 0, 'up')).toBe(0)
  })
})
