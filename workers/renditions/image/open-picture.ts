import { open } from 'node:fs/promises'
import exifr from 'exifr'
import sharp, { type Sharp } from 'sharp'
import { PermanentFault } from '../permanent-fault.ts'
import { largestJpeg } from './largest-jpeg.ts'

// 268 Mpx: a 16384 x 16384 scan. Beyond it is a bomb or a map that belongs into another system.
export const pixelLimit = 16384 ** 2
// A drawing is text: what is larger holds pictures in base64, or is meant to choke its reader.
const svgBytes = 20 * 1024 * 1024
// The largest RAW of a medium format camera has some 200 MB; the whole is searched in memory.
const rawBytes = 320 * 1024 * 1024

/** Pixels without a container: `file` holds 8-bit RGB rows from byte `offset` on (the body of a PPM). */
export type RawPixels = { width: number; height: number; offset: number }

export type PictureSource = {
  file: string
  pixels?: RawPixels
  /** A drawing that is rasterised at its largest size, or a camera's RAW whose own preview is taken. */
  opener?: 'svg' | 'raw'
}

export type OpenedPicture = {
  source: Sharp
  /** Where nothing is to be decoded: 8-bit RGB rows. */
  rows?: Buffer
  /** Of the source, upright. */
  width: number
  height: number
  details: { format: string; space: string; depth: string; alpha: boolean; profile: boolean; frames: number }
}

const guards = { failOn: 'error', limitInputPixels: pixelLimit, sequentialRead: true } as const

/** Opens what may be a hostile picture; nothing is decoded yet beyond its head. Throws PermanentFault. */
export async function openPicture({ file, pixels, opener }: PictureSource): Promise<OpenedPicture> {
  if (pixels) return openPixels(file, pixels)
  if (opener === 'svg') return openDrawing(file)
  if (opener === 'raw') return openCameraRaw(file)
  return describe(sharp(file, guards))
}

async function openPixels(file: string, { width, height, offset }: RawPixels): Promise<OpenedPicture> {
  const body = (await readRows(file)).subarray(offset)
  const details = { format: 'raw', space: 'srgb', depth: 'uchar', alpha: false, profile: false, frames: 1 }
  return { source: sharp(body, { raw: { width, height, channels: 3 } }), rows: body, width, height, details }
}

/**
 * Into the memory of the page before, where it is as large: pages of a document come by the hundred, and asking the system for some
 * megabytes anew costs as much as reading them. A process makes one picture at a time (image-pool.ts).
 */
async function readRows(file: string): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (rowsOfBefore?.length !== size) rowsOfBefore = Buffer.allocUnsafeSlow(size)
    const { bytesRead } = await handle.read(rowsOfBefore, 0, size, 0)
    if (bytesRead !== size) throw new Error('rows of a picture ended early')
    return rowsOfBefore
  } finally {
    await handle.close()
  }
}

let rowsOfBefore: Buffer | null = null

/** Given as a buffer a drawing has no address of its own: whatever it names outside itself is not found. */
async function openDrawing(file: string): Promise<OpenedPicture> {
  const text = await readBounded(file, svgBytes)
  const meta = await sharp(text, guards).metadata().catch(blameFile)
  const longest = Math.max(meta.width, meta.height, 1)
  // Drawn at 2048 on its long side whatever its own unit says: a drawing has no pixels to respect.
  const density = Math.min(72_000, Math.max(1, (72 * 2048) / longest))
  return describe(sharp(text, { ...guards, density }))
}

async function openCameraRaw(file: string): Promise<OpenedPicture> {
  const bytes = await readBounded(file, rawBytes)
  const found = largestJpeg(bytes)
  if (!found) throw new PermanentFault('file-corrupt', 'no preview stands in this RAW')
  // The preview often says nothing of how the camera was held; the RAW around it does.
  const turned = await exifr.orientation(bytes.subarray(0, 4 * 1024 * 1024)).catch(() => undefined)
  const preview = sharp(bytes.subarray(found.start, found.end), guards)
  const own = await preview.metadata().catch(blameFile)
  if (own.orientation || !turned || turned === 1) return describe(preview)
  const upright = await turn(preview, turned).toBuffer().catch(blameFile)
  return describe(sharp(upright, guards))
}

/** EXIF's eight orientations as a mirror and a turn (CIPA DC-008, tag 274). */
function turn(picture: Sharp, orientation: number): Sharp {
  const degrees = { 3: 180, 4: 180, 5: 90, 6: 90, 7: 270, 8: 270 }[orientation] ?? 0
  const mirrored = [2, 4, 5, 7].includes(orientation)
  const turned = mirrored ? picture.flop() : picture
  return turned.rotate(orientation === 5 || orientation === 7 ? (degrees + 180) % 360 : degrees).jpeg({ quality: 97 })
}

async function describe(source: Sharp): Promise<OpenedPicture> {
  const meta = await source.metadata().catch(blameFile)
  const { width, height } = meta.autoOrient
  const details = {
    format: meta.format,
    space: meta.space,
    depth: meta.depth,
    alpha: meta.hasAlpha,
    profile: meta.hasProfile,
    frames: meta.format === 'gif' || meta.format === 'webp' ? (meta.pages ?? 1) : 1,
  }
  return { source, width, height, details }
}

async function readBounded(file: string, limit: number): Promise<Buffer> {
  const handle = await open(file)
  try {
    const { size } = await handle.stat()
    if (size > limit) throw new PermanentFault('file-too-large', `${size} bytes, at most ${limit} are read whole`)
    return await handle.readFile()
  } finally {
    await handle.close()
  }
}

/** libvips says in words what is wrong. What the machine lacks is not the file's fault; everything else is. */
export function blameFile(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  if (/pixel limit|exceeds/i.test(message)) throw new PermanentFault('file-too-large', message, { cause: error })
  if (/no space|out of memory|unable to open|ENOENT|EACCES|EMFILE/i.test(message)) throw error
  throw new PermanentFault('file-corrupt', message, { cause: error })
}
