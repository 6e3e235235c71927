import { describe, expect, it } from 'vitest'
import { chooseFrame, scoreFrame } from './choose-frame.ts'

const size = { width: 64, height: 36 }
type Tone = (x: number, y: number) => number
const frame = (tone: Tone) =>
  Buffer.from(
    Array.from({ length: size.width * size.height }, (_, at) => tone(at % size.width, Math.floor(at / size.width))),
  )
const black = frame(() => 16)
const white = frame(() => 254)
// Steps of many tones, once with hard edges and once smoothed away.
const scene = frame((x, y) => 30 + (((x >> 3) * 23 + (y >> 2) * 31) % 200))
const soft = frame((x, y) => 30 + Math.round(100 + 60 * Math.sin(x / 20) + 30 * Math.cos(y / 15)))
const dark = frame((x, y) => 16 + (((x >> 3) * 23 + (y >> 2) * 31) % 200) / 20)
const best = (...frames: Buffer[]) => chooseFrame(frames, size.width)

describe('chooseFrame', () => {
  it('takes the scene, not the black start nor the white flash', () => {
    expect(best(black, white, scene, black)).toBe(2)
    expect(best(white, black, scene)).toBe(2)
  })

  it('takes the sharp one of two', () => {
    expect(best(black, soft, scene)).toBe(2)
    expect(best(scene, soft)).toBe(0)
  })

  it('takes the one in which something is to be seen', () => {
    expect(best(dark, soft)).toBe(1)
    expect(scoreFrame(dark, size.width).exposure).toBeLessThan(scoreFrame(scene, size.width).exposure)
  })

  it('takes the earliest of equals, and some frame of a film that is all black', () => {
    expect(best(black, scene, scene)).toBe(1)
    expect(best(black, black)).toBe(0)
  })

  it('knows that there is none', () => {
    expect(best()).toBe(-1)
  })
})
