import type { StillSize } from '#server/renditions/profiles'
import type { OpenedPicture, PictureSource } from './open-picture.ts'

export type StillRequest = PictureSource & {
  /** Largest first: each is made from the one before. */
  sizes: readonly StillSize[]
  /** Where the results go, as `<name>.jpg`. */
  folder: string
  /** Lays the mark of share links over the largest size, and so over all. */
  mark?: boolean
  /** No placeholder: of a page behind the first nobody asks for one. */
  noPlaceholder?: boolean
  /** Asks for colours and hashes too, and for the moving copy of what moves: what an image's own job wants. */
  study?: { animation: { name: string; longSide: number; quality: number; frames: number } }
}
export type MadeStill = { name: string; file: string; sha256: string; size: number; width: number; height: number }
export type StillResult = {
  /** Of the source, upright. */
  width: number
  height: number
  /** Base64, see evanw/thumbhash; null only where none was asked for. */
  thumbhash: string | null
  stills: MadeStill[]
  details: OpenedPicture['details']
  /** Only where it was studied. `hashes` are 64-bit numbers in decimal: JSON has none. */
  study: { colours: string[]; hashes: string[]; animation: MadeStill | null } | null
}
