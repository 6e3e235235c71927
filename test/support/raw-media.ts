import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'

const run = promisify(execFile)
type Entry = [tag: number, type: number, value: number]
const orientation = 274

/** A directory of a little-endian TIFF (TIFF 6.0, section 2), its tags in order. */
function directory(entries: readonly Entry[]): Buffer {
  const ifd = Buffer.alloc(2 + entries.length * 12 + 4)
  ifd.writeUInt16LE(entries.length, 0)
  for (const [at, [tag, type, value]] of entries.entries()) {
    const place = 2 + at * 12
    ifd.writeUInt16LE(tag, place)
    ifd.writeUInt16LE(type, place + 2)
    ifd.writeUInt32LE(1, place + 4)
    ifd.writeUInt32LE(value, place + 8)
  }
  return ifd
}
const tiff = (ifdAt: number) => Buffer.from([0x49, 0x49, 0x2a, 0, ifdAt, 0, 0, 0])
/** Tags that nobody reads, so that a directory has as many as the maker's always has. */
const filler = (count: number): Entry[] => Array.from({ length: count }, (_, at) => [0x9000 + at, 3, 0])

/** How each maker's RAW begins; `turned`: whether it is a TIFF, which says how the camera was held. */
const heads: Record<string, { head: Buffer; turned: boolean }> = {
  'image/x-canon-cr2': {
    head: Buffer.concat([tiff(16), Buffer.from('CR\x02\0\0\0\0\0', 'latin1'), directory([[orientation, 3, 6]])]),
    turned: true,
  },
  'image/x-nikon-nef': {
    head: Buffer.concat([tiff(8), directory([[0xfe, 4, 1], [orientation, 3, 6], ...filler(26)])]),
    turned: true,
  },
  'image/x-sony-arw': {
    head: Buffer.concat([
      tiff(8),
      directory([
        [orientation, 3, 6],
        [50_341, 7, 0],
      ]),
    ]),
    turned: true,
  },
  'image/x-olympus-orf': {
    head: Buffer.concat([Buffer.from('IIRO\x08\0\0\0', 'latin1'), directory(filler(24))]),
    turned: false,
  },
  'image/x-panasonic-rw2': {
    head: Buffer.from([0x49, 0x49, 0x55, 0, 0x18, 0, 0, 0, 0x88, 0xe7, 0x74, 0xd8, ...Array<number>(64).fill(0)]),
    turned: false,
  },
  'image/x-fujifilm-raf': {
    head: Buffer.concat([Buffer.from('FUJIFILMCCD-RAW 0201FF383501', 'latin1'), Buffer.alloc(128)]),
    turned: false,
  },
  'image/x-canon-cr3': {
    head: Buffer.from('\0\0\0\x18ftypcrx \0\0\0\x01crx isom', 'latin1'),
    turned: false,
  },
}

/** The RAWs that `makeRaw` makes, and whether each says that the camera was held upright (orientation 6). */
export const rawTypes: readonly [type: string, turned: boolean][] = Object.entries(heads).map(([type, { turned }]) => [
  type,
  turned,
])

/** A camera's RAW as far as the hub reads one: how its maker begins it, and the JPEG for the camera's screen. */
export function makeRaw(type: string, preview: Buffer): Buffer {
  const { head } = heads[type]!
  return Buffer.concat([head, Buffer.alloc(64), preview, Buffer.from('sensor data')])
}

// Some systems keep the encoder for HEVC in a package of its own.
const listed = spawnSync('heif-enc', ['--list-encoders'], { timeout: 30_000 })
/** Whether libheif's own tool can write HEIC here. */
export const hasHeifEncoder = /x265|kvazaar/.test(`${listed.stdout ?? ''}${listed.stderr ?? ''}`)

/** A HEIC of a PNG, by libheif's own encoder; `brand` `mif1` makes it plain HEIF (ISO/IEC 23008-12). */
export async function makeHeic(png: Buffer, brand: 'heic' | 'mif1' = 'heic'): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'heic-'))
  try {
    await writeFile(join(folder, 'in.png'), png)
    await run('heif-enc', ['-q', '90', join(folder, 'in.png'), '-o', join(folder, 'out.heic')])
    const bytes = await readFile(join(folder, 'out.heic'))
    bytes.write(brand, 8, 'latin1')
    return bytes
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The PNG as an animated one of a single frame: its control chunk stands before the pictures (PNG, third edition, §11.3.6). */
export function asApng(png: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from('acTL'), Buffer.from([0, 0, 0, 1, 0, 0, 0, 0])])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  const afterHeader = 33
  return Buffer.concat([png.subarray(0, afterHeader), Buffer.from([0, 0, 0, 8]), body, sum, png.subarray(afterHeader)])
}

/** Speech in AMR at 4.75 kbit/s, 20 ms a frame (RFC 4867 §5): what it says is noise. */
export function makeAmr(seconds: number): Buffer {
  const frame = (at: number) => Buffer.from([0x04, ...Array.from({ length: 12 }, (_, n) => (at * 97 + n * 53) % 256)])
  return Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: seconds * 50 }, (_, at) => frame(at))])
}
