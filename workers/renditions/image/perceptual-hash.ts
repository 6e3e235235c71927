/** The side of the grey square that hashes are made of. */
export const hashSquare = 128

// The picture's frequencies are read from a 32 x 32 mean of the window.
const side = 32
// 8 x 8 low frequencies and a few of the ninth, without the mean itself: 64 bits.
const reach = 9
const cosines = Array.from({ length: reach }, (_, u) =>
  Float64Array.from({ length: side }, (_, x) => Math.cos(((2 * x + 1) * u * Math.PI) / (2 * side))),
)

// The whole, then what a light crop leaves: nine windows of 90 %, and the middle at 95 % and 80 %. [share, x, y], x and y from 0 to 1.
const windows: readonly (readonly [number, number, number])[] = [
  [1, 0, 0],
  ...[0.5, 0, 1].flatMap(y => [0.5, 0, 1].map(x => [0.9, x, y] as const)),
  [0.95, 0.5, 0.5],
  [0.8, 0.5, 0.5],
]

/**
 * The DCT hashes of a picture (after Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010): 64 bits of
 * its low frequencies against their median. `grey` holds 128 x 128 bytes, the picture stretched to a square. The first is that of the
 * whole; the eleven others are of windows, so that a lightly cropped copy still meets one of them. Signed 64-bit, as Postgres' bigint.
 */
export function perceptualHashes(grey: Uint8Array): bigint[] {
  if (grey.length !== hashSquare ** 2) throw new RangeError(`want ${hashSquare ** 2} grey pixels, got ${grey.length}`)
  return windows.map(([share, x, y]) => {
    const size = hashSquare * share
    return hashOf(means(grey, (hashSquare - size) * x, (hashSquare - size) * y, size))
  })
}

/** The mean grey of each of 32 x 32 cells of a window, weighted by how much of a pixel lies within. */
function means(grey: Uint8Array, left: number, top: number, size: number): Float64Array {
  const cells = new Float64Array(side * side)
  const step = size / side
  for (let row = 0; row < side; row += 1) {
    for (let column = 0; column < side; column += 1)
      cells[row * side + column] = mean(grey, left + column * step, top + row * step, step)
  }
  return cells
}

function mean(grey: Uint8Array, left: number, top: number, step: number): number {
  let sum = 0
  for (let y = Math.floor(top); y < top + step; y += 1) {
    const height = Math.min(top + step, y + 1) - Math.max(top, y)
    for (let x = Math.floor(left); x < left + step; x += 1) {
      const width = Math.min(left + step, x + 1) - Math.max(left, x)
      sum += (grey[y * hashSquare + x] ?? 0) * width * height
    }
  }
  return sum / (step * step)
}

function hashOf(cells: Float64Array): bigint {
  const rows = new Float64Array(side * reach)
  for (let y = 0; y < side; y += 1)
    for (let u = 0; u < reach; u += 1) rows[y * reach + u] = sumOver(side, x => cells[y * side + x]! * cosines[u]![x]!)
  const found: number[] = []
  for (let v = 0; v < reach; v += 1) {
    for (let u = 0; u < reach; u += 1)
      if (u + v > 0 && u + v <= 12 && found.length < 64)
        found.push(sumOver(side, y => rows[y * reach + u]! * cosines[v]![y]!))
  }
  const median = [...found].sort((a, b) => a - b)[32]!
  const bits = found.reduce((hash, value, at) => (value > median ? hash | (1n << BigInt(at)) : hash), 0n)
  return BigInt.asIntN(64, bits)
}

function sumOver(count: number, term: (at: number) => number): number {
  let sum = 0
  for (let at = 0; at < count; at += 1) sum += term(at)
  return sum
}
