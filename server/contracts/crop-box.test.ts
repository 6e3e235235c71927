import { describe, expect, it } from 'vitest'
import { cropBox, fractions, outputSize, type PixelBox, pixelBox } from './crop-box.ts'

const frames = [
  { width: 1200, height: 630 },
  { width: 1080, height: 1080 },
  { width: 1080, height: 1920 },
]

const right = (box: PixelBox) => box.left + box.width
const bottom = (box: PixelBox) => box.top + box.height

/** Numbers that are the same in each run (mulberry32). */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

describe('the cut for a frame', () => {
  it('holds the focal point, stays inside, has the frame’s shape and could not be larger, for any picture and point', () => {
    const next = random(20_261_124)
    const broken: unknown[] = []
    for (let round = 0; round < 5000; round += 1) {
      const source = { width: 1 + Math.floor(next() * 12_000), height: 1 + Math.floor(next() * 12_000) }
      const edge = [0, 1, next()]
      const focus = { x: edge[Math.floor(next() * 3)]!, y: edge[Math.floor(next() * 3)]! }
      for (const frame of frames) {
        const box = cropBox(source, frame, focus)
        const [x, y] = [focus.x * source.width, focus.y * source.height]
        const ratio = frame.width / frame.height
        const off = Math.min(Math.abs(box.width - box.height * ratio), Math.abs(box.height - box.width / ratio))
        const holds = {
          inside: box.left >= 0 && box.top >= 0 && right(box) <= source.width && bottom(box) <= source.height,
          focus: x >= box.left && x <= right(box) && y >= box.top && y <= bottom(box),
          largest: box.width === source.width || box.height === source.height,
          shape: off <= 1,
        }
        if (Object.values(holds).includes(false)) broken.push({ source, frame, focus, box, holds })
      }
    }
    expect(broken).toEqual([])
  })

  it('keeps the point in the middle where there is room', () => {
    expect(cropBox({ width: 4000, height: 1000 }, frames[1]!, { x: 0.5, y: 0.1 })).toEqual({
      left: 1500,
      top: 0,
      width: 1000,
      height: 1000,
    })
  })

  it('is never blown up: a smaller picture keeps its own pixels, and that is said', () => {
    expect(outputSize({ width: 2000, height: 1050 }, frames[0]!)).toEqual({ width: 1200, height: 630, smaller: false })
    expect(outputSize({ width: 600, height: 315 }, frames[0]!)).toEqual({ width: 600, height: 315, smaller: true })
  })

  it('drawn as fractions comes back as the same pixels', () => {
    const source = { width: 4031, height: 3023 }
    const box = { left: 17, top: 900, width: 1234, height: 777 }
    expect(pixelBox(source, fractions(source, box))).toEqual(box)
    expect(pixelBox({ width: 3, height: 3 }, { x: 1, y: 1, width: 0.0001, height: 0.0001 })).toEqual({
      left: 2,
      top: 2,
      width: 1,
      height: 1,
    })
  })
})
