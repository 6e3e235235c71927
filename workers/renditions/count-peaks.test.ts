import { describe, expect, it } from 'vitest'
import { peakCounter } from './count-peaks.ts'

const samples = (values: number[]) => {
  const bytes = Buffer.alloc(values.length * 2)
  for (const [i, value] of values.entries()) bytes.writeInt16LE(value, i * 2)
  return bytes
}

describe('peaks of a sound', () => {
  it('tells lowest and highest of each 64 samples', () => {
    const counter = peakCounter(100, 8000)
    counter.take(samples([...Array(64).fill(0).fill(-32_768, 3, 4), ...Array(64).fill(0).fill(32_767, 9, 10)]))
    expect(counter.end()).toMatchObject({ samples_per_pixel: 64, length: 2, data: [-128, 0, 0, 127] })
  })

  it('keeps a sample whole that two chunks share', () => {
    const bytes = samples([256, 25_600, -25_600])
    const counter = peakCounter(100, 8000)
    for (const byte of bytes) counter.take(Buffer.from([byte]))
    expect(counter.samples()).toBe(3)
    expect(counter.end().data).toEqual([-100, 100])
  })

  it('never holds more pairs than it may, and loses no peak by merging', () => {
    const counter = peakCounter(16, 8000)
    const quiet = samples(Array(64).fill(100))
    for (let i = 0; i < 1000; i += 1) counter.take(i === 500 ? samples(Array(64).fill(32_000)) : quiet)
    const peaks = counter.end()
    expect(peaks.length).toBeLessThanOrEqual(16)
    expect(peaks.length).toBeGreaterThan(7)
    expect(peaks.samples_per_pixel * peaks.length).toBeGreaterThanOrEqual(64_000)
    expect(peaks.data.filter(value => value === 125)).toHaveLength(1)
    // The loud moment stands in the middle.
    expect(peaks.data.indexOf(125) / peaks.data.length).toBeCloseTo(0.5, 0)
  })

  it('has no pair of no sound', () => {
    expect(peakCounter(16, 8000).end()).toMatchObject({ length: 0, data: [] })
  })
})
