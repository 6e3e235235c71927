// QR codes of ISO/IEC 18004 as far as an otpauth address needs them: bytes, error correction L, versions 1 to 14 (458 bytes).
const eccPerBlock = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30]
const blockCounts = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4]

/** The modules of a QR code, row by row, true for dark. Throws RangeError for a text of more than 458 bytes. */
export function qrMatrix(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text)
  const version = eccPerBlock.findIndex((_, n) => capacity(n + 1) >= bytes.length) + 1
  if (version === 0) throw new RangeError('too long for a QR code')
  const grid = new Grid(version)
  grid.drawPatterns()
  grid.drawData(withCorrection(version, dataWords(version, bytes)))
  return grid.modules
}

const wordCount = (version: number) => Math.floor(rawModules(version) / 8)
const dataCount = (version: number) => wordCount(version) - eccPerBlock[version - 1]! * blockCounts[version - 1]!
const lengthBits = (version: number) => (version < 10 ? 8 : 16)
const capacity = (version: number) => Math.floor((dataCount(version) * 8 - 4 - lengthBits(version)) / 8)

function rawModules(version: number): number {
  let count = (16 * version + 128) * version + 64
  if (version < 2) return count
  const aligns = Math.floor(version / 7) + 2
  count -= (25 * aligns - 10) * aligns - 55
  return version >= 7 ? count - 36 : count
}

/** Mode, length, bytes, terminator and padding, as bytes. */
function dataWords(version: number, bytes: Uint8Array): number[] {
  const bits: number[] = []
  const put = (value: number, width: number) => {
    for (let bit = width - 1; bit >= 0; bit -= 1) bits.push((value >>> bit) & 1)
  }
  put(4, 4)
  put(bytes.length, lengthBits(version))
  for (const byte of bytes) put(byte, 8)
  const total = dataCount(version) * 8
  put(0, Math.min(4, total - bits.length))
  put(0, (8 - (bits.length % 8)) % 8)
  for (let pad = 0xec; bits.length < total; pad ^= 0xec ^ 0x11) put(pad, 8)
  return Array.from({ length: total / 8 }, (_, n) => Number.parseInt(bits.slice(n * 8, n * 8 + 8).join(''), 2))
}

/** Splits into blocks, adds Reed-Solomon words to each, and takes them in turn. */
function withCorrection(version: number, data: number[]): number[] {
  const [count, ecc] = [blockCounts[version - 1]!, eccPerBlock[version - 1]!]
  const words = wordCount(version)
  const longer = words % count
  const short = Math.floor(words / count) - ecc
  const divisor = generator(ecc)
  const blocks: { data: number[]; ecc: number[] }[] = []
  for (let n = 0, at = 0; n < count; n += 1) {
    const length = short + (n < count - longer ? 0 : 1)
    const part = data.slice(at, at + length)
    at += length
    blocks.push({ data: part, ecc: remainder(part, divisor) })
  }
  const inTurn = (pick: (block: (typeof blocks)[number]) => number[], length: number) =>
    Array.from({ length }, (_, n) => blocks.flatMap(block => pick(block)[n] ?? [])).flat()
  return [...inTurn(block => block.data, short + 1), ...inTurn(block => block.ecc, ecc)]
}

/** Product in GF(2^8) modulo x^8 + x^4 + x^3 + x^2 + 1. */
function multiply(x: number, y: number): number {
  let product = 0
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d)
    product ^= ((y >>> bit) & 1) * x
  }
  return product
}

function generator(degree: number): number[] {
  const result = [...Array<number>(degree - 1).fill(0), 1]
  for (let n = 0, root = 1; n < degree; n += 1, root = multiply(root, 2)) {
    for (let at = 0; at < degree; at += 1) result[at] = multiply(result[at]!, root) ^ (result[at + 1] ?? 0)
  }
  return result
}

function remainder(data: readonly number[], divisor: readonly number[]): number[] {
  const result = divisor.map(() => 0)
  for (const word of data) {
    const factor = word ^ result.shift()!
    result.push(0)
    for (const [at, part] of divisor.entries()) result[at]! ^= multiply(part, factor)
  }
  return result
}

class Grid {
  readonly modules: boolean[][]
  private readonly fixed: boolean[][]
  private readonly size: number
  private readonly version: number

  constructor(version: number) {
    this.version = version
    this.size = version * 4 + 17
    this.modules = Array.from({ length: this.size }, () => Array<boolean>(this.size).fill(false))
    this.fixed = this.modules.map(row => [...row])
  }

  private set(x: number, y: number, dark: boolean): void {
    if (x < 0 || y < 0 || x >= this.size || y >= this.size) return
    this.modules[y]![x] = dark
    this.fixed[y]![x] = true
  }

  drawPatterns(): void {
    for (let n = 0; n < this.size; n += 1) {
      this.set(6, n, n % 2 === 0)
      this.set(n, 6, n % 2 === 0)
    }
    const far = this.size - 4
    for (const [x, y] of [
      [3, 3],
      [far, 3],
      [3, far],
    ] as const)
      this.rings(x, y, 4, [2, 4])
    const places = this.alignments()
    const last = places.length - 1
    for (const [i, x] of places.entries())
      for (const [j, y] of places.entries()) {
        const corner = (i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)
        if (!corner) this.rings(x, y, 2, [1])
      }
    this.drawFormat()
    this.drawVersion()
  }

  /** Squares around a centre; those at the named distances are light. */
  private rings(centreX: number, centreY: number, radius: number, light: readonly number[]): void {
    for (let dy = -radius; dy <= radius; dy += 1)
      for (let dx = -radius; dx <= radius; dx += 1)
        this.set(centreX + dx, centreY + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))))
  }

  private alignments(): number[] {
    if (this.version === 1) return []
    const count = Math.floor(this.version / 7) + 2
    const step = Math.ceil((this.size - 13) / (count * 2 - 2)) * 2
    const rest = Array.from({ length: count - 1 }, (_, n) => this.size - 7 - n * step)
    return [6, ...rest.reverse()]
  }

  /** Correction L and mask 0, with their BCH code, twice. */
  private drawFormat(): void {
    const bits = ((1 << 13) | bch(1 << 3, 10, 0x537)) ^ 0x5412
    const bit = (n: number) => ((bits >>> n) & 1) === 1
    for (let n = 0; n <= 5; n += 1) this.set(8, n, bit(n))
    this.set(8, 7, bit(6))
    this.set(8, 8, bit(7))
    this.set(7, 8, bit(8))
    for (let n = 9; n < 15; n += 1) this.set(14 - n, 8, bit(n))
    for (let n = 0; n < 8; n += 1) this.set(this.size - 1 - n, 8, bit(n))
    for (let n = 8; n < 15; n += 1) this.set(8, this.size - 15 + n, bit(n))
    this.set(8, this.size - 8, true)
  }

  private drawVersion(): void {
    if (this.version < 7) return
    const bits = (this.version << 12) | bch(this.version, 12, 0x1f25)
    for (let n = 0; n < 18; n += 1) {
      const [a, b] = [this.size - 11 + (n % 3), Math.floor(n / 3)]
      this.set(a, b, ((bits >>> n) & 1) === 1)
      this.set(b, a, ((bits >>> n) & 1) === 1)
    }
  }

  /** Zigzag from the lower right, two columns at a time, around the timing column; mask 0 turns every second module. */
  drawData(words: readonly number[]): void {
    let n = 0
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5
      for (let step = 0; step < this.size; step += 1) {
        const upward = ((right + 1) & 2) === 0
        const y = upward ? this.size - 1 - step : step
        for (const x of [right, right - 1]) {
          if (this.fixed[y]![x]) continue
          const dark = n < words.length * 8 && ((words[n >>> 3]! >>> (7 - (n & 7))) & 1) === 1
          n += 1
          this.modules[y]![x] = dark !== ((x + y) % 2 === 0)
        }
      }
    }
  }
}

/** The remainder of a BCH code: `value` shifted by `width`, modulo the polynomial. */
function bch(value: number, width: number, polynomial: number): number {
  let rest = value
  for (let n = 0; n < width; n += 1) rest = (rest << 1) ^ ((rest >>> (width - 1)) * polynomial)
  return rest
}
