import { z } from 'zod'
import { isoDateTime } from './values.ts'

/** What is being done to a file; a maker says which it is at. */
export const doings = ['fetching', 'reading', 'pictures', 'pages', 'text', 'film', 'sound', 'storing'] as const
export type Doing = (typeof doings)[number]

export const processing = z.object({
  /** `waits`: in the line, at `place`; `retries`: it failed and is tried again; `done`: nothing is being worked on. */
  state: z.enum(['waits', 'scans', 'runs', 'retries', 'done', 'failed']),
  /** 0 to 100. */
  percent: z.int(),
  doing: z.enum(doings).nullable(),
  /** How many stand in the line up to this one, itself counted; null where it does not wait. */
  place: z.int().nullable(),
  since: isoDateTime.nullable(),
  may: z.object({ cancel: z.boolean(), retry: z.boolean() }),
})
export const processingAnswer = z.object({ processing })
export type Processing = z.infer<typeof processing>
