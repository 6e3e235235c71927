import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { PDFDocument } from 'pdf-lib'
import sharp, { type Sharp } from 'sharp'
import { drawLine, embedBeVietnam } from '../../scripts/demo-media/vietnamese-text.ts'

// Small real media, made on the spot: nothing binary lies in the repository.
const run = promisify(execFile)

type Photo = { width: number; height: number; orientation?: number; gps?: boolean }

/** A picture whose corners differ, so that a turn shows: red top left, green top right, blue bottom left, white bottom right. */
function corners(width: number, height: number): Sharp {
  const [halfWidth, halfHeight] = [Math.ceil(width / 2), Math.ceil(height / 2)]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="100%" fill="#fff"/>
    <rect width="${halfWidth}" height="${halfHeight}" fill="#f00"/>
    <rect x="${halfWidth}" width="${halfWidth}" height="${halfHeight}" fill="#0f0"/>
    <rect y="${halfHeight}" width="${halfWidth}" height="${halfHeight}" fill="#00f"/></svg>`
  return sharp(Buffer.from(svg))
}

/** A JPEG with a camera's EXIF: make, model, orientation, and a place (Núi Bà Đen) where asked. Width and height are those stored. */
export function makeJpeg({ width, height, orientation = 1, gps = true }: Photo): Promise<Buffer> {
  const place = {
    GPSLatitudeRef: 'N',
    GPSLatitude: '11/1 22/1 48/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '106/1 10/1 12/1',
  }
  return corners(width, height)
    .flatten()
    .withExif({
      IFD0: { Make: 'Hub', Model: 'Test', Artist: 'Nguyen Van A', Orientation: String(orientation) },
      ...(gps ? { IFD3: place } : {}),
    })
    .withMetadata({ orientation })
    .jpeg({ quality: 90, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

/** A red JPEG in the Display P3 space of phones: read as sRGB by mistake, it is a paler red. */
export function makeWideGamutJpeg(): Promise<Buffer> {
  const red = sharp({ create: { width: 600, height: 400, channels: 3, background: '#ff0000' } })
  return red.withIccProfile('p3').jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()
}

/** A PNG that is wholly transparent but for a red square in its middle. */
export function makePng(side: number): Promise<Buffer> {
  const third = Math.round(side / 3)
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">
    <rect x="${third}" y="${third}" width="${third}" height="${third}" fill="#f00"/></svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

/** A WebP. */
export function makeWebp(width: number, height: number): Promise<Buffer> {
  return corners(width, height).webp({ quality: 80 }).toBuffer()
}

/** A JPEG whose second half is missing. */
export async function makeBrokenJpeg(): Promise<Buffer> {
  const whole = await makeJpeg({ width: 1200, height: 800 })
  return whole.subarray(0, Math.floor(whole.length / 2))
}

/** A PNG of a few kilobytes that says it has 50,000 x 50,000 pixels. */
export async function makePixelBomb(): Promise<Buffer> {
  const png = Buffer.from(await makePng(64))
  png.writeUInt32BE(50_000, 16)
  png.writeUInt32BE(50_000, 20)
  png.writeUInt32BE(crc32(png.subarray(12, 29)), 29)
  return png
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}

/** An A4 PDF with one line of text a page, in the hub's own Vietnamese font. */
export async function makePdf(pages: readonly string[]): Promise<Buffer> {
  const pdf = await PDFDocument.create()
  const face = await embedBeVietnam(pdf, 400)
  for (const text of pages) drawLine(pdf.addPage([595, 842]), face, text, { x: 40, y: 700, size: 20 })
  return Buffer.from(await pdf.save())
}

export type Film = { seconds: number; width: number; height: number; rate?: number; sound?: boolean }

/** An MP4 (H.264, with a tone) of ffmpeg's test picture, in a file; its metadata says where it was taken. Needs ffmpeg. */
export async function makeMp4(file: string, { seconds, width, height, rate = 25, sound = true }: Film): Promise<void> {
  const picture = ['-f', 'lavfi', '-i', `testsrc2=size=${width}x${height}:rate=${rate}:duration=${seconds}`]
  const tone = sound ? ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`, '-c:a', 'aac', '-shortest'] : []
  const codec = [
    '-c:v',
    'libx264',
    '-preset',
    'ultrafast',
    '-pix_fmt',
    'yuv420p',
    '-metadata',
    'location=+11.3800+106.1700/',
  ]
  await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...picture, ...tone, ...codec, file])
}

/** A playlist that asks for a local file, as it would come with the name clip.mp4. */
export function makePlaylist(localFile: string): Buffer {
  return Buffer.from(
    `#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1.0,\nconcat:${localFile}|${localFile}\n#EXT-X-ENDLIST\n`,
  )
}
