import type { Doing } from '#contracts/processing'
import type { ObjectFacts } from '#server/renditions/record-rendition'

/** A rendition that lies in the work folder and waits to be stored. */
export type MadeRendition = {
  name: string
  file: string
  contentType: string
  width: number | null
  height: number | null
  durationMs: number | null
  /** In hex, where whoever made it has it at hand. */
  sha256?: string
}

/** Everything that was made of one object, before any of it is kept. */
export type Made = { renditions: MadeRendition[]; facts: ObjectFacts; texts: { page: number; text: string }[] }

/** What a maker gets: the original as a readable file in a private folder, and where to say how far it is (0 to 100) and at what. */
export type Task = {
  input: string
  contentType: string
  folder: string
  signal: AbortSignal
  progress(percent: number, doing?: Doing): void
}
