import { createHash } from 'node:crypto'
import type { Box, Point, Size } from '#contracts/crop-box'
import { type MadePurpose, purposes } from './profiles.ts'

/** A unit's mark as it lies over a picture. The logo is a stored object; where there is none, or it cannot be drawn, the text. */
export type MarkSpec = {
  text: string
  logoObjectId: string | null
  corner: 'top-left' | 'top-right' | 'bottom-left' | 'bottom-right'
  opacity: number
  size: number
}

/** Everything that a worker needs to make one file of one object for one asset, and that makes it another file. */
export type PurposeSpec = {
  /** `poster`: of a film. */
  from: 'original' | 'poster'
  /** Which poster, by its SHA-256: another that a person chose makes other files. */
  poster: string | null
  type: 'image/jpeg' | 'image/tiff'
  colours: 'srgb' | 'own'
  quality: number
  chroma: '4:2:0' | '4:4:4'
  dpi: number | null
  fit: Size | null
  frame: Size | null
  /** Null: the machine looks by itself. */
  focus: Point | null
  box: Box | null
  mark: MarkSpec | null
}

/** Which picture it is made of. */
type Made = { from: PurposeSpec['from']; poster?: string | null }
type Wish = Made & { focus: Point | null; mark: MarkSpec | null }

/** What a purpose asks for. The focus matters only where a frame is filled: all others share one file. */
export function purposeSpec(purpose: MadePurpose, { from, poster = null, focus, mark }: Wish): PurposeSpec {
  const { type, colours, quality, chroma, dpi, fit, frame, marked } = purposes.of[purpose]
  return {
    ...{ from, poster, type, colours, quality, chroma, dpi: dpi ?? null, fit: fit ?? null, frame: frame ?? null },
    focus: frame && focus ? { x: rounded(focus.x), y: rounded(focus.y) } : null,
    box: null,
    mark: marked ? mark : null,
  }
}

/** What a crop with a name asks for. */
export function cropSpec(box: Box, { from, poster = null, mark }: Omit<Wish, 'focus'>): PurposeSpec {
  const { type, colours, quality, chroma } = purposes.crop
  const none = { dpi: null, fit: null, frame: null, focus: null }
  return { from, poster, type, colours, quality, chroma, ...none, box, mark }
}

/**
 * The name under which such a file is kept among an object's renditions: the same wish of the same asset, the same name. Another asset
 * that holds the same bytes has files of its own: nobody learns from theirs what others asked for.
 */
export function purposeFileName(assetId: string, purpose: MadePurpose | 'crop', spec: PurposeSpec): string {
  const digest = createHash('sha256').update(JSON.stringify({ assetId, spec })).digest('hex')
  return `for-${purpose}-${digest.slice(0, 16)}`
}

/** Whether a rendition's name is one of these: they are handed out by their own addresses only. */
export function isPurposeFile(name: string): boolean {
  return name.startsWith('for-')
}

// A thousandth of a picture is less than a person can point at.
const rounded = (value: number) => Math.round(value * 1000) / 1000
