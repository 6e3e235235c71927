import sharp, { type OutputInfo, type Sharp } from 'sharp'
import { rgbaToThumbHash } from 'thumbhash'
import type { StillSize } from '#server/renditions/profiles'
import { dominantColours } from './dominant-colours.ts'
import { makeAnimation } from './make-animation.ts'
import { blameFile, type OpenedPicture, openPicture } from './open-picture.ts'
import { hashSquare, perceptualHashes } from './perceptual-hash.ts'
import type { StillRequest, StillResult } from './still.ts'
import { watermarkSvg } from './watermark-svg.ts'
import { writeSrgbJpeg } from './write-srgb-jpeg.ts'

type Pixels = { data: Buffer; info: Pick<OutputInfo, 'width' | 'height' | 'channels'> }

// Every source is seen once; libvips' cache of operations would only hold memory.
sharp.cache(false)
// Photos run beside each other in the pool; threads inside one photo cost more CPU than they save time.
sharp.concurrency(1)

/**
 * Makes the stills of one picture: one decode to the largest size as raw sRGB pixels, upright, then each smaller size from those.
 * No metadata of the source goes over (no GPS, no names); the sRGB profile stands in each result. Throws PermanentFault.
 */
export async function makeStills(request: StillRequest): Promise<StillResult> {
  const { source, rows, ...facts } = await openPicture(request)
  const [first, ...rest] = request.sizes
  if (!first) throw new RangeError('no sizes')
  const { width, height } = facts
  const fits = rows && width <= first.width && height <= first.height
  let pixels: Pixels = fits
    ? { data: rows, info: { width, height, channels: 3 } }
    : await decode(source, first, facts.details)
  if (request.mark) pixels = await mark(pixels)
  const stills = [await writeSrgbJpeg(fromPixels(pixels), pixels.info, first, request.folder)]
  for (const size of rest) {
    pixels = await shrink(pixels, size).raw().toBuffer({ resolveWithObject: true })
    stills.push(await writeSrgbJpeg(fromPixels(pixels), pixels.info, size, request.folder))
  }
  const study = request.study ? await studyPicture(request, facts, pixels, request.study.animation) : null
  return { ...facts, stills, study, thumbhash: request.noPlaceholder ? null : await hashForPlaceholder(pixels) }
}

async function studyPicture(
  request: StillRequest,
  { details }: Pick<OpenedPicture, 'details'>,
  pixels: Pixels,
  profile: NonNullable<StillRequest['study']>['animation'],
): Promise<StillResult['study']> {
  const square = { width: hashSquare, height: hashSquare, fit: 'fill' } as const
  const grey = await fromPixels(pixels).resize(square).greyscale().raw().toBuffer()
  const small = await shrink(pixels, { width: 64, height: 64 }).removeAlpha().raw().toBuffer()
  return {
    colours: dominantColours(small, small.length % 3 === 0 ? 3 : 4),
    hashes: isPlain(grey) ? [] : perceptualHashes(grey).map(String),
    animation: details.frames > 1 ? await makeAnimation(request, details.frames, profile) : null,
  }
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

// Below this spread of greys (standard deviation, of 255) the hash is noise: every plain surface would look like every other.
const plainSpread = 4

function isPlain(grey: Uint8Array): boolean {
  const mean = grey.reduce((sum, value) => sum + value, 0) / grey.length
  return grey.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grey.length < plainSpread ** 2
}

async function hashForPlaceholder(pixels: Pixels): Promise<string> {
  const { data, info } = await shrink(pixels, { width: 100, height: 100 })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return Buffer.from(rgbaToThumbHash(info.width, info.height, data)).toString('base64')
}
