import { describe, expect, it } from 'vitest'
import { peaksLine } from './peaks-line.ts'

describe('the line of a sound', () => {
  it('is as high as the sample farthest from silence, on either side of it', () => {
    expect(peaksLine({ bits: 8, data: [-64, 32, 0, 0, -128, 127, -1, 96] })).toEqual([0.5, 0, 1, 0.75])
  })

  it('leaves out half a pair, and of nothing is nothing', () => {
    expect(peaksLine({ bits: 8, data: [-64, 64, 12] })).toEqual([0.5])
    expect(peaksLine({ bits: 8, data: [] })).toEqual([])
  })
})
