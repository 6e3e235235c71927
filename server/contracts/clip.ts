import { z } from 'zod'
import { fileStates, isoDateTime, line, uuid } from './values.ts'

/** Half a second to four hours: less is no clip, more is the film. */
export const clipLengthMs = { least: 500, most: 14_400_000 }

/** A piece of a film or sound, `toMs` exclusive. Without a title it takes its source's with its times. */
export const newClip = z.strictObject({
  fromMs: z.int().min(0).max(360_000_000),
  toMs: z.int().min(0).max(360_000_000),
  title: line(300).optional(),
})
export type NewClip = z.infer<typeof newClip>

const named = z.object({ id: uuid, title: z.string() })

export const clip = z.object({
  id: uuid,
  title: z.string(),
  fromMs: z.int(),
  toMs: z.int(),
  state: z.enum(['waiting', 'done', 'failed']),
  progress: z.int().min(0).max(100),
  /** Why it failed: a key of a problem or of a file's failure. */
  failure: z.string().nullable(),
  /** The clip itself; of one that failed as a duplicate the asset that is there; null where it is not yours to read. */
  asset: named.extend({ file: z.enum(fileStates) }).nullable(),
  requestedBy: z.string().nullable(),
  createdAt: isoDateTime,
})
export type Clip = z.infer<typeof clip>
export const clipAnswer = z.object({ clip })

/** Where an asset comes from and what was cut out of it, as far as the caller may read either. */
export const clipList = z.object({
  source: named.extend({ fromMs: z.int(), toMs: z.int() }).nullable(),
  clips: z.array(clip),
})
export type ClipList = z.infer<typeof clipList>
