import { z } from 'zod'
import { unitRef } from './unit.ts'
import { isoDateTime, languages, line, text, uuid } from './values.ts'

export const relayStates = ['new', 'taken', 'dismissed', 'duplicate', 'own'] as const
export type RelayState = (typeof relayStates)[number]

export const relayMedia = z.object({
  id: uuid,
  url: z.string(),
  type: z.string().nullable(),
  title: z.string(),
  credit: z.string(),
  /** `offered`: nobody asked for it yet. `failed`: `problem` is a problem key or a source problem. */
  state: z.enum(['offered', 'fetching', 'taken', 'failed']),
  problem: z.string().nullable(),
  assetId: uuid.nullable(),
})
export type RelayMedia = z.infer<typeof relayMedia>

/** An item of elsewhere as given there. Text is plain, `html` sanitised; a link is http(s) or null. */
export const relayItem = z.object({
  id: uuid,
  source: z.object({ id: uuid, name: z.string() }).nullable(),
  unit: unitRef,
  url: z.string().nullable(),
  title: z.string(),
  summary: z.string(),
  html: z.string(),
  author: z.string(),
  publishedAt: isoDateTime.nullable(),
  language: z.enum(languages),
  credit: z.string(),
  /** As given; `statement: null` is unknown. */
  rights: z.object({
    statement: z.string().nullable(),
    holder: z.string().nullable(),
    usageTerms: z.string().nullable(),
    notice: z.string().nullable(),
  }),
  embargoUntil: isoDateTime.nullable(),
  topic: z.string().nullable(),
  state: z.enum(relayStates),
  duplicateOf: uuid.nullable(),
  ownAssetId: uuid.nullable(),
  assetId: uuid.nullable(),
  changedAt: isoDateTime.nullable(),
  withdrawnAt: isoDateTime.nullable(),
  fetchedAt: isoDateTime,
  media: z.array(relayMedia),
  may: z.object({ take: z.boolean() }),
})
export type RelayItem = z.infer<typeof relayItem>
export const relayAnswer = z.object({ item: relayItem })

export const relayQuery = z.strictObject({
  state: z.enum(relayStates).default('new'),
  source: uuid.optional(),
  q: line(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
  cursor: z.string().max(500).optional(),
})
export const relayList = z.object({
  items: z.array(relayItem),
  counts: z.object({ new: z.int(), taken: z.int(), dismissed: z.int(), duplicate: z.int(), own: z.int() }),
  next: z.string().nullable(),
})
export type RelayList = z.infer<typeof relayList>

/** What a person changes on the way in; what is not there stays as given. `media`: ids of what is fetched as well. */
export const relayTake = z.strictObject({
  title: line(300).pipe(z.string().min(1)).optional(),
  summary: text(5000).optional(),
  unit: z.string().max(64).optional(),
  media: z.array(uuid).max(20).default([]),
})
export type RelayTake = z.output<typeof relayTake>

/** An address that a person pasted; `unit`: whose inbox it goes to. */
export const pastedAddress = z.strictObject({
  url: z.url({ protocol: /^https?$/ }).max(2000),
  unit: z.string().max(64).optional(),
})
