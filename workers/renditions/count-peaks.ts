/**
 * The shape of a sound in the JSON form of BBC audiowaveform (data format version 2), which wavesurfer.js and peaks.js read: `data` is
 * a lowest and a highest sample in turn, from -128 to 127, each pair of `samples_per_pixel` samples.
 */
export type Peaks = {
  version: 2
  channels: 1
  sample_rate: number
  samples_per_pixel: number
  bits: 8
  length: number
  data: number[]
}

// 8 ms at 8 kHz; doubled as often as it takes.
const finest = 64

/**
 * Counts peaks of signed 16-bit little-endian mono samples as they stream by, in bounded memory: whenever there are `most` pairs,
 * neighbours merge and each pair stands for twice the time. No length has to be known before, so none can lie.
 */
export function peakCounter(
  most: number,
  rate: number,
): { take(chunk: Buffer): void; samples(): number; end(): Peaks } {
  let width = finest
  let pairs: [number, number][] = []
  let [low, high, inPair, samples] = [32_767, -32_768, 0, 0]
  let odd: Buffer | null = null
  const close = (): void => {
    pairs.push([low, high])
    low = 32_767
    high = -32_768
    inPair = 0
    if (pairs.length < most) return
    pairs = pairs.flatMap((pair, i) => (i % 2 ? [] : [merged(pair, pairs[i + 1] ?? pair)]))
    width *= 2
  }
  return {
    take(chunk) {
      const bytes: Buffer = odd ? Buffer.concat([odd, chunk]) : chunk
      const whole = bytes.length - (bytes.length % 2)
      odd = whole < bytes.length ? Buffer.from(bytes.subarray(whole)) : null
      for (let at = 0; at < whole; at += 2) {
        const value = bytes.readInt16LE(at)
        if (value < low) low = value
        if (value > high) high = value
        inPair += 1
        if (inPair >= width) close()
      }
      samples += whole / 2
    },
    samples: () => samples,
    end() {
      if (inPair > 0) close()
      const data = pairs.flatMap(([from, to]) => [Math.floor(from / 256), Math.floor(to / 256)])
      return {
        ...{ version: 2, channels: 1, sample_rate: rate, samples_per_pixel: width, bits: 8 },
        ...{ length: pairs.length, data },
      }
    },
  }
}

const merged = (a: [number, number], b: [number, number]): [number, number] => [
  Math.min(a[0], b[0]),
  Math.max(a[1], b[1]),
]
