import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { largestJpeg } from './largest-jpeg.ts'

const jpeg = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#336699' } })
    .jpeg()
    .toBuffer()

describe('the largest JPEG within a file', () => {
  it('finds the larger of two, wherever they stand', async () => {
    const [small, large] = [await jpeg(40, 30), await jpeg(200, 100)]
    const file = Buffer.concat([Buffer.from('II*\0 head'), small, Buffer.alloc(99, 7), large, Buffer.from('tail')])
    const found = largestJpeg(file)!
    expect(found).toMatchObject({ width: 200, height: 100 })
    expect(file.subarray(found.start, found.end).equals(large)).toBe(true)
  })
  it('takes none that is cut off before its end', async () => {
    const whole = await jpeg(64, 64)
    expect(largestJpeg(whole.subarray(0, whole.length - 2))).toBeNull()
  })
  it('passes over a lossless one, in which a camera keeps its sensor', async () => {
    const whole = Buffer.from(await jpeg(64, 64))
    whole[whole.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc3
    expect(largestJpeg(whole)).toBeNull()
  })
  it('ends, and reads nothing outside, whatever the bytes are', () => {
    const bytes = fc.array(fc.oneof(fc.constantFrom(0xff, 0xd8, 0xc0, 0xda, 0xd9, 0), fc.nat(255)), { maxLength: 400 })
    fc.assert(
      fc.property(bytes, list => {
        const found = largestJpeg(Uint8Array.from([0xff, 0xd8, 0xff, ...list]))
        expect(found === null || (found.start >= 0 && found.end <= list.length + 3)).toBe(true)
      }),
    )
  })
})
