import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import sharp from 'sharp'
import { blameFile, pixelLimit } from './open-picture.ts'
import type { MadeStill, StillRequest } from './still.ts'

// 48 Mpx in four bytes are 192 MB, in a process that may have 900.
const pixelsAtOnce = 48_000_000

/**
 * A moving copy of a moving picture: WebP, its first frames only where it has too many. Frames are held at once, so a large picture
 * gets fewer. Null where not even two can be.
 */
export async function makeAnimation(
  { file, folder }: StillRequest,
  frames: number,
  profile: { name: string; longSide: number; quality: number; frames: number },
): Promise<MadeStill | null> {
  const { width, height } = await sharp(file, { limitInputPixels: pixelLimit }).metadata().catch(blameFile)
  const pages = Math.min(frames, profile.frames, Math.floor(pixelsAtOnce / (width * height)))
  if (pages < 2) return null
  const path = `${folder}/${profile.name}.webp`
  const made = await sharp(file, { pages, failOn: 'error', limitInputPixels: pixelLimit })
    .resize({ width: profile.longSide, height: profile.longSide, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: profile.quality, effort: 2 })
    .toFile(path)
    .catch(blameFile)
  const sha256 = createHash('sha256')
    .update(await readFile(path))
    .digest('hex')
  const { size } = await stat(path)
  return { name: profile.name, file: path, sha256, size, width: made.width, height: made.pageHeight ?? made.height }
}
