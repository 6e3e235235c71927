import { z } from 'zod'
import { unitRef } from './unit.ts'
import { isoDateTime, line, text, uuid } from './values.ts'

const address = z.url({ protocol: /^https?$/ }).max(1000)
const said = {
  title: line(300).pipe(z.string().min(1)),
  description: text(2000),
  startsAt: isoDateTime,
  endsAt: isoDateTime,
  streamUrl: address,
  replayUrl: address.nullable(),
  /** An asset of kind image that the person may read. */
  coverAssetId: uuid.nullable(),
  sharedAll: z.boolean(),
  /** Codes of the units that see it beside the owner. */
  sharedWith: z.array(z.string().max(64)).max(100),
}
export const newLivestream = z.strictObject({
  ...said,
  description: said.description.default(''),
  replayUrl: said.replayUrl.default(null),
  coverAssetId: said.coverAssetId.default(null),
  sharedAll: said.sharedAll.default(false),
  sharedWith: said.sharedWith.default([]),
  unit: z.string().max(64).optional(),
})
export type NewLivestream = z.output<typeof newLivestream>
export const livestreamEdit = z.strictObject(said).partial()
export type LivestreamEdit = z.output<typeof livestreamEdit>

export const livestreamStates = ['upcoming', 'live', 'ended'] as const
export type LivestreamState = (typeof livestreamStates)[number]
export const livestream = z.object({
  id: uuid,
  unit: unitRef,
  title: z.string(),
  description: z.string(),
  startsAt: isoDateTime,
  endsAt: isoDateTime,
  /** By the database's time. */
  state: z.enum(livestreamStates),
  streamUrl: z.string(),
  /** The address of a frame on an allow-listed host; null where the provider has none. */
  embedUrl: z.string().nullable(),
  provider: z.string().nullable(),
  replayUrl: z.string().nullable(),
  replayEmbed: z.string().nullable(),
  cover: z.object({ id: uuid, pictureUrl: z.string().nullable() }).nullable(),
  sharedAll: z.boolean(),
  sharedWith: z.array(unitRef),
  /** Whether I am told before it begins. */
  reminded: z.boolean(),
  may: z.object({ edit: z.boolean() }),
})
export type Livestream = z.infer<typeof livestream>
export const livestreamAnswer = z.object({ livestream })
export const livestreamQuery = z.strictObject({
  /** What is to come or runs, soonest first; or what is over, newest first. */
  when: z.enum(['coming', 'over']).default('coming'),
  limit: z.coerce.number().int().min(1).max(100).default(50),
})
export const livestreamList = z.object({ livestreams: z.array(livestream) })
