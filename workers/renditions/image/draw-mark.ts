import sharp, { type Sharp } from 'sharp'
import { PermanentFault } from '../permanent-fault.ts'
import { openPicture } from './open-picture.ts'
import type { MarkRequest } from './purpose-request.ts'

type Size = { width: number; height: number }
type Layer = { input: Buffer; left: number; top: number }

/** A unit's mark as a layer over a picture of this size, in its corner, with its opacity. A logo that cannot be read gives way to the words. */
export async function drawMark(mark: MarkRequest, picture: Size): Promise<Layer | null> {
  const room = {
    width: Math.max(8, Math.round(picture.width * mark.size)),
    // A tall logo on a wide strip must not hide the picture.
    height: Math.max(8, Math.round(picture.height * Math.min(0.5, mark.size * 1.5))),
  }
  const drawn = (mark.logo && (await drawLogo(mark.logo, room))) || (mark.text ? await drawWords(mark, room) : null)
  if (!drawn) return null
  const { data, info } = await sharp(drawn)
    .composite([{ ...veil(mark.opacity), tile: true, blend: 'dest-in' }])
    .png()
    .toBuffer({ resolveWithObject: true })
  const margin = Math.round(Math.min(picture.width, picture.height) * 0.03)
  const right = Math.max(0, picture.width - info.width - margin)
  const bottom = Math.max(0, picture.height - info.height - margin)
  return {
    input: data,
    left: mark.corner.endsWith('left') ? Math.min(margin, right) : right,
    top: mark.corner.startsWith('top') ? Math.min(margin, bottom) : bottom,
  }
}

async function drawLogo(logo: NonNullable<MarkRequest['logo']>, room: Size): Promise<Buffer | null> {
  try {
    const { source } = await openPicture(logo)
    return await source
      .autoOrient()
      .resize({ ...room, fit: 'inside' })
      .toColourspace('srgb')
      .ensureAlpha()
      .png()
      .toBuffer()
  } catch (error) {
    // The unit's own logo is at fault, not the picture: the words stand in.
    if (error instanceof PermanentFault) return null
    throw error
  }
}

/** White words on a soft dark edge: they are read on snow and at night. */
async function drawWords({ text, fonts, family }: MarkRequest, room: Size): Promise<Buffer> {
  // Each file is known to the process once it was named: the last one's words fall back on those before.
  for (const fontfile of fonts.slice(0, -1)) await words('a', '#fff', { fontfile, family }).toBuffer()
  const fontfile = fonts.at(-1) ?? ''
  const [light, dark] = await Promise.all(
    ['#ffffff', '#000000'].map(colour =>
      words(text, colour, { fontfile, family })
        .resize({ ...room, fit: 'inside' })
        .toBuffer({ resolveWithObject: true }),
    ),
  )
  if (!light || !dark) throw new Error('no words were drawn')
  const edge = Math.max(2, Math.round(light.info.height * 0.12))
  const pad = { top: edge, bottom: edge, left: edge, right: edge, background: '#00000000' }
  const shade = await sharp(dark.data)
    .extend(pad)
    .blur(Math.max(0.5, edge / 2))
    .png()
    .toBuffer()
  return (
    sharp(shade)
      // Twice, or the blurred edge is too faint to hold white letters on a white sky.
      .composite([{ input: shade }, { input: light.data, left: edge, top: edge }])
      .png()
      .toBuffer()
  )
}

function words(text: string, colour: string, font: { fontfile: string; family: string }): Sharp {
  const markup = `<span foreground="${colour}">${text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')}</span>`
  return sharp({ text: { text: markup, fontfile: font.fontfile, font: font.family, rgba: true, dpi: 400 } }).png()
}

/** One pixel that keeps so much of what lies under it. */
function veil(opacity: number) {
  return {
    input: Buffer.from([255, 255, 255, Math.round(255 * opacity)]),
    raw: { width: 1, height: 1, channels: 4 as const },
  }
}
