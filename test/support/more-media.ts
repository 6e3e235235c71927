import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import sharp from 'sharp'

// Rarer kinds of picture, made on the spot.
const run = promisify(execFile)

/** Frames of one colour each, as an animated GIF. */
export async function makeGif(side: number, colours: readonly string[]): Promise<Buffer> {
  const frames = await Promise.all(colours.map(colour => plain(side, side, colour).raw().toBuffer()))
  const raw = { width: side, height: side * frames.length, channels: 3, pageHeight: side } as const
  return sharp(Buffer.concat(frames), { raw })
    .gif({ delay: frames.map(() => 200), loop: 0 })
    .toBuffer()
}

/** A TIFF of two pages: the first red, the second blue. */
export async function makeTwoPageTiff(width: number, height: number): Promise<Buffer> {
  const pages = await Promise.all(['#ff0000', '#0000ff'].map(colour => plain(width, height, colour).raw().toBuffer()))
  const raw = { width, height: height * 2, channels: 3, pageHeight: height } as const
  return sharp(Buffer.concat(pages), { raw }).tiff({ compression: 'lzw' }).toBuffer()
}

/** A drawing with Vietnamese marks in it; `more` stands inside its root. */
export function makeSvg(more = ''): Buffer {
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<!-- Bản vẽ -->\n<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="60" height="40"><rect width="60" height="40" fill="#00aa00"/>${more}</svg>`,
  )
}

/** An uncompressed 24-bit Windows bitmap of one colour. */
export async function makeBmp(width: number, height: number, colour: string): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'bmp-'))
  try {
    await writeFile(join(folder, 'in.png'), await plain(width, height, colour).png().toBuffer())
    await run('ffmpeg', ['-v', 'error', '-i', join(folder, 'in.png'), join(folder, 'out.bmp')])
    return await readFile(join(folder, 'out.bmp'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** A flat Photoshop file in 8-bit RGB (Adobe Photoshop File Formats Specification, "Photoshop File Structure"). */
export async function makePsd(width: number, height: number, colour: string): Promise<Buffer> {
  const rgb = await plain(width, height, colour).raw().toBuffer()
  const head = Buffer.alloc(26)
  head.write('8BPS', 0, 'latin1')
  head.writeUInt16BE(1, 4)
  head.writeUInt16BE(3, 12)
  head.writeUInt32BE(height, 14)
  head.writeUInt32BE(width, 18)
  head.writeUInt16BE(8, 22)
  head.writeUInt16BE(3, 24)
  // No colour table, no resources, no layers; then uncompressed planes.
  const planes = [0, 1, 2].map(channel => rgb.filter((_, at) => at % 3 === channel))
  return Buffer.concat([head, Buffer.alloc(12), Buffer.alloc(2), ...planes])
}

/** A RAW as cameras write it: a TIFF with DNG's version tag, a turned sensor (lossless JPEG, SOF3) and a JPEG for the camera's screen. */
export async function makeDng(preview: Buffer, orientation: number): Promise<Buffer> {
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [274, 3, 1, orientation],
    [50706, 1, 4, 0x00000401],
  ]
  const ifd = Buffer.alloc(2 + entries.length * 12 + 4)
  ifd.writeUInt16LE(entries.length, 0)
  for (const [at, [tag, type, count, value]] of entries.entries()) {
    const place = 2 + at * 12
    ifd.writeUInt16LE(tag, place)
    ifd.writeUInt16LE(type, place + 2)
    ifd.writeUInt32LE(count, place + 4)
    ifd.writeUInt32LE(value, place + 8)
  }
  const head = Buffer.from([0x49, 0x49, 0x2a, 0x00, 8, 0, 0, 0])
  // Looks like a much larger JPEG, but is the sensor's.
  const sensor = Buffer.from([0xff, 0xd8, 0xff, 0xc3, 0, 11, 8, 0x20, 0, 0x30, 0, 1, 1, 0x11, 0, 0xff, 0xd9])
  return Buffer.concat([head, ifd, sensor, preview, Buffer.from('behind it')])
}

function plain(width: number, height: number, background: string) {
  return sharp({ create: { width, height, channels: 3, background } })
}
