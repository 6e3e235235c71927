import { describe, expect, it } from 'vitest'
import { type Corner, cornerDrawn, moved, reshaped, shapeRatio } from './crop-frame.ts'

const picture = { width: 3000, height: 2000 }
const box = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 }
const corners: Corner[] = ['nw', 'ne', 'sw', 'se']
const inside = ({ x, y, width, height }: typeof box) =>
  x >= -1e-9 && y >= -1e-9 && x + width <= 1 + 1e-9 && y + height <= 1 + 1e-9

describe('the frame of a crop', () => {
  it('never leaves the picture, however it is moved', () => {
    expect(moved(box, { x: 2, y: -2 })).toEqual({ ...box, x: 0.5, y: 0 })
    expect(moved(box, { x: 0.1, y: 0 }).x).toBeCloseTo(0.35)
  })

  it('keeps the corner across, stays inside and keeps its shape, whichever corner is drawn anywhere', () => {
    for (const shape of ['free', 'square', 'portrait', 'wide', 'photo'] as const) {
      const ratio = shapeRatio(shape, picture)
      const from = reshaped(box, ratio)
      for (const corner of corners) {
        for (const to of [
          { x: -1, y: -1 },
          { x: 2, y: 2 },
          { x: 0.9, y: 0.1 },
          { x: 0.5, y: 0.5 },
        ]) {
          const drawn = cornerDrawn(from, corner, to, ratio)
          const said = JSON.stringify({ shape, corner, to, drawn })
          expect(inside(drawn), said).toBe(true)
          expect(drawn.width, said).toBeGreaterThan(0)
          if (ratio !== null) expect(drawn.width / drawn.height, said).toBeCloseTo(ratio)
          const stays = corner.endsWith('w') ? [drawn.x + drawn.width, from.x + from.width] : [drawn.x, from.x]
          expect(stays[0], said).toBeCloseTo(stays[1]!)
        }
      }
    }
  })

  it('in another shape is about as large, around the same middle', () => {
    const square = reshaped(box, shapeRatio('square', picture))
    expect((square.width * picture.width) / (square.height * picture.height)).toBeCloseTo(1)
    expect(square.x + square.width / 2).toBeCloseTo(0.5)
    expect(reshaped({ x: 0, y: 0, width: 1, height: 1 }, shapeRatio('portrait', picture)).height).toBeCloseTo(1)
  })
})
