import type { PurposeSpec } from '#server/renditions/purpose-spec'
import type { PictureSource } from './open-picture.ts'

/** What the mark is drawn from: the logo where there is one, else words in the fonts given. */
export type MarkRequest = NonNullable<PurposeSpec['mark']> & {
  logo: PictureSource | null
  fonts: string[]
  family: string
}

export type PurposeRequest = PictureSource & {
  spec: Omit<PurposeSpec, 'mark' | 'from' | 'poster'>
  mark: MarkRequest | null
  /** Where the result goes. */
  folder: string
}
export type PurposeResult = { file: string; width: number; height: number }
export type FocusRequest = PictureSource
export type FocusResult = { x: number; y: number }
