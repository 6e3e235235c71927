import sharp, { type Sharp } from 'sharp'
import { blameFile, openPicture } from './open-picture.ts'
import type { FocusRequest, FocusResult } from './purpose-request.ts'

// Large enough to tell a face, small enough to cost nothing beside the decoding.
const longSide = 640

/** Where the eye goes in a picture, as libvips sees it: skin, saturated colours and fine detail. Throws PermanentFault. */
export async function findFocus(request: FocusRequest): Promise<FocusResult> {
  const { source } = await openPicture(request)
  return focusOf(source)
}

/** As `findFocus`, of a picture that is open; it can be read again afterwards. */
export async function focusOf(source: Sharp): Promise<FocusResult> {
  const { data, info } = await source
    .clone()
    .autoOrient()
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
    .catch(blameFile)
  const { width, height, channels } = info
  // A cut in another shape than the picture's makes libvips look; half of one side, so that nothing is scaled.
  const cut = width >= height ? { width: Math.ceil(height / 2), height } : { width, height: Math.ceil(width / 2) }
  const seen = await sharp(data, { raw: { width, height, channels } })
    .resize({ ...cut, fit: 'cover', position: 'attention' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const fraction = (at: number | undefined, side: number) =>
    at === undefined ? 0.5 : Math.min(1, Math.max(0, at / side))
  return { x: fraction(seen.info.attentionX, width), y: fraction(seen.info.attentionY, height) }
}
