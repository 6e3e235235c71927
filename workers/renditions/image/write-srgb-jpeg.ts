import { createHash } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import type { StillSize } from '#server/renditions/profiles'
import type { MadeStill } from './still.ts'

/** Writes pixels as a JPEG that carries its sRGB profile and nothing else, to `<folder>/<name>.jpg`. */
export async function writeSrgbJpeg(
  pixels: Sharp,
  { width, height }: { width: number; height: number },
  size: StillSize,
  folder: string,
): Promise<MadeStill> {
  const { quality, chroma: chromaSubsampling, quick = false } = size
  const jpeg = await pixels.jpeg({ quality, chromaSubsampling, optimiseCoding: !quick }).toBuffer()
  srgbProfile ??= readSrgbProfile()
  const bytes = withProfile(jpeg, await srgbProfile)
  const file = `${folder}/${size.name}.jpg`
  await writeFile(file, bytes)
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
