import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import type { StillSize } from '#server/renditions/profiles'
import { PermanentFault } from './permanent-fault.ts'
import { watermarkSvg } from './watermark-svg.ts'

// 268 Mpx: a 16384 x 16384 scan. Beyond it is a bomb or a map that belongs into another system.
const pixelLimit = 16384 ** 2

/** Pixels without a container: `file` holds 8-bit RGB rows from byte `offset` on (the body of a PPM). */
export type RawPixels = { width: number; height: number; offset: number }
export type StillRequest = {
  file: string
  raw?: RawPixels
  /** Largest first: each is made from the one before. */
  sizes: readonly StillSize[]
  /** Where the results go, as `<name>.jpg`. */
  folder: string
  /** Lays the mark of share links over the largest size, and so over all. */
  mark?: boolean
}
export type MadeStill = { name: string; file: string; sha256: string; size: number; width: number; height: number }
export type StillResult = {
  /** Of the source, upright. */
  width: number
  height: number
  /** Base64, see evanw/thumbhash; null only where no size was asked for. */
  thumbhash: string
  stills: MadeStill[]
  details: { format: string; space: string; depth: string; alpha: boolean; profile: boolean }
}
type Pixels = { data: Buffer; info: OutputInfo }

// Every source is seen once; libvips' cache of operations would only hold memory.
sharp.cache(false)
// Photos run beside each other in the pool; threads inside one photo cost more CPU than they save time.
sharp.concurrency(1)

/**
 * Makes the stills of one picture: one decode to the largest size as raw sRGB pixels, upright, then each smaller size from those.
 * No metadata of the source goes over (no GPS, no names); the sRGB profile stands in each result. Throws PermanentFault.
 */
export async function makeStills(request: StillRequest): Promise<StillResult> {
  const { source, facts } = await openSource(request)
  const [first, ...rest] = request.sizes
  if (!first) throw new RangeError('no sizes')
  let pixels = await decode(source, first, facts.details)
  if (request.mark) pixels = await mark(pixels)
  const stills = [await encode(pixels, first, request.folder)]
  for (const size of rest) {
    pixels = await shrink(pixels, size).raw().toBuffer({ resolveWithObject: true })
    stills.push(await encode(pixels, size, request.folder))
  }
  return { ...facts, stills, thumbhash: await hashForPlaceholder(pixels) }
}

async function openSource(
  request: StillRequest,
): Promise<{ source: Sharp; facts: Omit<StillResult, 'stills' | 'thumbhash'> }> {
  const { raw } = request
  if (raw) {
    const pixels = (await readFile(request.file)).subarray(raw.offset)
    const details = { format: 'raw', space: 'srgb', depth: 'uchar', alpha: false, profile: false }
    const source = sharp(pixels, { raw: { width: raw.width, height: raw.height, channels: 3 } })
    return { source, facts: { width: raw.width, height: raw.height, details } }
  }
  const source = sharp(request.file, { failOn: 'error', limitInputPixels: pixelLimit, sequentialRead: true })
  const meta = await source.metadata().catch(blameFile)
  const { width, height } = meta.autoOrient
  const details = {
    format: meta.format,
    space: meta.space,
    depth: meta.depth,
    alpha: meta.hasAlpha,
    profile: meta.hasProfile,
  }
  return { source, facts: { width, height, details } }
}

/**
 * Shrinks first, then converts to sRGB: the conversion costs more than the decoding when it runs over every pixel of a camera's
 * picture. What is not plain 8-bit RGB (CMYK, 16 bit, grey) takes libvips' own order.
 */
async function decode(source: Sharp, size: StillSize, details: StillResult['details']): Promise<Pixels> {
  const box = { width: size.width, height: size.height, fit: 'inside', withoutEnlargement: true } as const
  let upright = source.autoOrient().resize(box)
  if (details.profile && details.space === 'srgb' && details.depth === 'uchar') {
    const shrunk = await upright.keepIccProfile().tiff({ compression: 'none' }).toBuffer().catch(blameFile)
    upright = sharp(shrunk)
  }
  return upright
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(blameFile)
}

function mark(pixels: Pixels): Promise<Pixels> {
  const { width, height } = pixels.info
  return fromPixels(pixels)
    .composite([{ input: watermarkSvg(width, height) }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
}

function fromPixels({ data, info }: Pixels): Sharp {
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
}

function shrink(pixels: Pixels, size: { width: number; height: number }): Sharp {
  return fromPixels(pixels).resize({ width: size.width, height: size.height, fit: 'inside', withoutEnlargement: true })
}

async function encode(pixels: Pixels, size: StillSize, folder: string): Promise<MadeStill> {
  const jpeg = await fromPixels(pixels).jpeg({ quality: size.quality, chromaSubsampling: size.chroma }).toBuffer()
  srgbProfile ??= readSrgbProfile()
  const bytes = withProfile(jpeg, await srgbProfile)
  const file = `${folder}/${size.name}.jpg`
  await writeFile(file, bytes)
  const { width, height } = pixels.info
  return {
    name: size.name,
    file,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    size: bytes.length,
    width,
    height,
  }
}

let srgbProfile: Promise<Buffer> | null = null

/** The sRGB profile that libvips carries. */
async function readSrgbProfile(): Promise<Buffer> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: '#ffffff' } })
  const { icc } = await sharp(await pixel.withIccProfile('srgb').jpeg().toBuffer()).metadata()
  if (!icc) throw new Error('libvips attached no sRGB profile')
  return icc
}

/**
 * Puts the profile behind JFIF's APP0, as one APP2 segment (ICC.1:2022 annex B.4). sharp would first convert sRGB to sRGB, pixel by
 * pixel, for as much CPU as the encoding takes.
 */
function withProfile(jpeg: Buffer, profile: Buffer): Buffer {
  const behindApp0 = jpeg.readUInt16BE(2) === 0xffe0 ? 4 + jpeg.readUInt16BE(4) : 2
  const head = Buffer.from('\xff\xe2\x00\x00ICC_PROFILE\0\x01\x01', 'latin1')
  head.writeUInt16BE(head.length - 2 + profile.length, 2)
  return Buffer.concat([jpeg.subarray(0, behindApp0), head, profile, jpeg.subarray(behindApp0)])
}

async function hashForPlaceholder(pixels: Pixels): Promise<string> {
  const { data, info } = await shrink(pixels, { width: 100, height: 100 })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}

/** libvips says in words what is wrong. What the machine lacks is not the file's fault; everything else is. */
function blameFile(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  if (/pixel limit|exceeds/i.test(message)) throw new PermanentFault('file-too-large', message, { cause: error })
  if (/no space|out of memory|unable to open|ENOENT|EACCES|EMFILE/i.test(message)) throw error
  throw new PermanentFault('file-corrupt', message, { cause: error })
}
