import { describe, expect, it } from 'vitest'
import { dominantColours } from './dominant-colours.ts'

const rows = (...parts: [count: number, rgb: number[]][]) =>
  Uint8Array.from(parts.flatMap(([count, rgb]) => Array.from({ length: count }, () => rgb).flat()))

describe('the colours of a picture', () => {
  it('stand in the order of how much of it they cover', () => {
    expect(dominantColours(rows([30, [255, 255, 0]], [70, [218, 37, 29]]), 3)).toEqual(['#da251d', '#ffff00'])
  })
  it('are told as one where the eye sees one', () => {
    expect(dominantColours(rows([50, [10, 120, 40]], [50, [18, 130, 46]]), 3)).toHaveLength(1)
  })
  it('leave out what is only a speck', () => {
    expect(dominantColours(rows([99, [255, 255, 255]], [1, [255, 0, 0]]), 3)).toEqual(['#ffffff'])
  })
  it('are at most five, and take no heed of transparency', () => {
    const many = [0, 60, 120, 180, 240].flatMap(red =>
      [0, 120, 240].map(blue => [10, [red, 128, blue, 9]] as [number, number[]]),
    )
    expect(dominantColours(rows(...many), 4)).toHaveLength(5)
  })
})
