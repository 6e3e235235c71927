import { z } from 'zod'
import { uuid } from './values.ts'

/** A film to play; null addresses while that is not made yet. All are relative to the hub, and what they lead to stands beside them. */
export const playback = z.object({
  /** The HLS playlist above all (RFC 8216). The 720p MP4 for those who cannot play it is the rendition `video`. */
  hls: z.string().nullable(),
  /** WebVTT whose cues name places (`#xywh`) on a sheet of small pictures. */
  storyboard: z.string().nullable(),
  /** The moment that the poster shows. `making`: another was chosen, and the pictures of before serve until it is made. */
  poster: z.object({ atMs: z.int().nullable(), chosen: z.boolean(), making: z.boolean() }),
})
export type Playback = z.infer<typeof playback>

/** `atMs`: of the film, from its start. */
export const posterChoice = z.strictObject({ atMs: z.int().min(0).max(86_400_000) })
export const posterAnswer = z.object({ assetId: uuid, poster: playback.shape.poster })
export type PosterAnswer = z.infer<typeof posterAnswer>
