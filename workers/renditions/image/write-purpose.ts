import { readFile, writeFile } from 'node:fs/promises'
import sharp, { type Sharp } from 'sharp'
import { cropBox, outputSize, pixelBox } from '#contracts/crop-box'
import { drawMark } from './draw-mark.ts'
import { focusOf } from './find-focus.ts'
import { blameFile, type OpenedPicture, openPicture } from './open-picture.ts'
import type { PurposeRequest, PurposeResult } from './purpose-request.ts'
import { writeSrgbJpeg } from './write-srgb-jpeg.ts'

/** Makes one picture for one purpose. Nothing of the source's metadata goes over. Throws PermanentFault. */
export async function writePurpose(request: PurposeRequest): Promise<PurposeResult> {
  const opened = await openPicture(request)
  const { spec, folder } = request
  if (spec.colours === 'own') return writeOwn(opened, request)
  if (spec.dpi) return writeFullJpeg(opened, request)
  const upright = await cut(opened, spec)
  const { data, info } = await upright
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(blameFile)
  const raw = { width: info.width, height: info.height, channels: info.channels }
  const layer = request.mark ? await drawMark(request.mark, info) : null
  const pixels = sharp(data, { raw })
  const { quality, chroma } = spec
  const size = { ...info, name: 'purpose', quality, chroma }
  const { file, width, height } = await writeSrgbJpeg(
    layer ? pixels.composite([layer]).removeAlpha() : pixels,
    info,
    size,
    folder,
  )
  return { file, width, height }
}

/** The part that is asked for, in its own pixels or fewer. */
async function cut(opened: OpenedPicture, { frame, focus, fit, box }: PurposeRequest['spec']): Promise<Sharp> {
  const { source } = opened
  if (frame) {
    const part = cropBox(opened, frame, focus ?? (await focusOf(source)))
    const { width, height } = outputSize(part, frame)
    return source.autoOrient().extract(part).resize({ width, height, fit: 'fill' })
  }
  if (box) return source.autoOrient().extract(pixelBox(opened, box))
  if (fit) return source.autoOrient().resize({ ...fit, fit: 'inside', withoutEnlargement: true })
  return source.autoOrient()
}

/** A full-size JPEG for print, streamed: sRGB with its profile, and the dots per inch. */
async function writeFullJpeg(opened: OpenedPicture, { spec, folder }: PurposeRequest): Promise<PurposeResult> {
  const { width, height, source } = opened
  const pixels = source.autoOrient().flatten({ background: '#ffffff' }).toColourspace('srgb')
  const { quality, chroma } = spec
  const size = { name: 'purpose', width, height, quality, chroma }
  const { file } = await writeSrgbJpeg(pixels, size, size, folder).catch(blameFile)
  await writeDensity(file, spec.dpi ?? 72)
  return { file, width, height }
}

/** A TIFF in the original's own colours: its space, its depth, its profile. CMYK stays CMYK, 16 bit stays 16 bit. */
async function writeOwn({ source, details }: OpenedPicture, { spec, folder }: PurposeRequest): Promise<PurposeResult> {
  const file = `${folder}/purpose.tif`
  const perMillimetre = (spec.dpi ?? 300) / 25.4
  const upright = source.autoOrient()
  const own = keeps(details.space) ? upright.toColourspace(details.space) : upright
  const kept = details.space === 'cmyk' ? own.pipelineColourspace('cmyk') : own.flatten({ background: '#ffffff' })
  const { width, height } = await kept
    .keepIccProfile()
    .tiff({
      compression: 'lzw',
      predictor: 'horizontal',
      xres: perMillimetre,
      yres: perMillimetre,
      resolutionUnit: 'inch',
    })
    .toFile(file)
    .catch(blameFile)
  return { file, width, height }
}

const keeps = (space: string): space is 'cmyk' | 'b-w' | 'rgb16' | 'grey16' =>
  space === 'cmyk' || space === 'b-w' || space === 'rgb16' || space === 'grey16'

/**
 * Says the dots per inch in a JFIF head (ISO/IEC 10918-5 §6.1), which libvips does not write. It would say it in EXIF, and keep the
 * camera's with it.
 */
async function writeDensity(file: string, dpi: number): Promise<void> {
  const head = Buffer.from('\xff\xe0\x00\x10JFIF\0\x01\x02\x01\0\0\0\0\0\0', 'latin1')
  head.writeUInt16BE(dpi, 12)
  head.writeUInt16BE(dpi, 14)
  const jpeg = await readFile(file)
  const has = jpeg.readUInt16BE(2) === 0xffe0
  await writeFile(file, Buffer.concat([jpeg.subarray(0, 2), head, jpeg.subarray(has ? 4 + jpeg.readUInt16BE(4) : 2)]))
}
