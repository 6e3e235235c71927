import { z } from 'zod'
import { unitRef } from './unit.ts'
import { assetKinds, fileStates, isoDate, isoDateTime, languages, visibilities } from './values.ts'

const list = (max: number) =>
  z.preprocess(
    value =>
      value === undefined
        ? []
        : (Array.isArray(value) ? value : [value]).flatMap(v => String(v).split(',')).filter(Boolean),
    z.array(z.string().max(100)).max(max),
  )

/** Filters repeat or take commas: `kind=image&kind=video` is `kind=image,video`. Unknown names are refused. */
export const searchQuery = z.strictObject({
  q: z.string().max(500).default(''),
  kind: list(5).pipe(z.array(z.enum(assetKinds))),
  unit: list(50),
  topic: list(50),
  place: list(50),
  audience: list(20),
  language: list(12).pipe(z.array(z.enum(languages))),
  /** Earliest and latest date of the asset, both inclusive. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  sort: z.enum(['relevance', 'newest', 'oldest', 'title']).default('relevance'),
  limit: z.coerce.number().int().min(1).max(100).default(40),
  cursor: z.string().max(500).optional(),
})
export type SearchQuery = z.infer<typeof searchQuery>

/** Plain text cut in pieces; `hit` pieces are what the query found. No HTML ever. */
export const snippet = z.array(z.object({ text: z.string(), hit: z.boolean() }))
export type Snippet = z.infer<typeof snippet>

export const searchHit = z.object({
  id: z.uuid(),
  kind: z.enum(assetKinds),
  file: z.enum(fileStates),
  visibility: z.enum(visibilities),
  title: z.string(),
  description: z.string(),
  unit: unitRef,
  date: isoDate,
  language: z.enum(languages),
  creator: z.string(),
  credit: z.string(),
  rightsStatement: z.string().nullable(),
  /** From whom the hub relays it; null for one's own. */
  relay: z.string().nullable(),
  altText: z.string(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  durationMs: z.int().nullable(),
  pageCount: z.int().nullable(),
  size: z.int().nullable(),
  thumbhash: z.string().nullable(),
  /** Where the small and the middle picture stand, or null while there is none. */
  thumbUrl: z.string().nullable(),
  previewUrl: z.string().nullable(),
  /** `page`: where in a document the body's piece stands; `machine`: it was read by a machine from a picture. */
  highlight: z.object({
    title: snippet,
    description: snippet,
    body: snippet.nullable(),
    page: z.int().nullable(),
    machine: z.boolean(),
    /** Where in a film or sound it is said; left out where its captions do not say it. */
    captions: z.object({ trackId: z.uuid(), language: z.string(), timeMs: z.int(), text: snippet }).optional(),
  }),
  createdAt: isoDateTime,
})
export type SearchHit = z.infer<typeof searchHit>

const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.int() }))
export const searchAnswer = z.object({
  hits: z.array(searchHit),
  total: z.int(),
  /** False when the total was cut at the cap: show "5000+". */
  totalIsExact: z.boolean(),
  facets: z.object({ kind: facet, unit: facet, topic: facet, place: facet, audience: facet, language: facet }),
  /** What the query was taken for when that differs from what was typed, or null. */
  didYouMean: z.string().nullable(),
  next: z.string().nullable(),
})
export type SearchAnswer = z.infer<typeof searchAnswer>
