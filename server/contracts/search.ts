import { z } from 'zod'
import { reusePurposes } from './rights-values.ts'
import {
  captionStates,
  colourFamilies,
  consentStates,
  durationSpans,
  facetNames,
  orientations,
  searchSorts,
} from './search-values.ts'
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
const oneOf = <T extends readonly [string, ...string[]]>(values: T) => list(values.length).pipe(z.array(z.enum(values)))
const seconds = z.coerce.number().int().min(0).max(1_000_000).optional()

/**
 * What a search is narrowed by; every member may be left out. Filters repeat or take commas: `kind=image&kind=video` is
 * `kind=image,video`. The values of one filter widen it (any of them), different filters narrow each other. Unknown names are refused.
 */
export const searchFilters = z.strictObject({
  kind: oneOf(assetKinds),
  /** Code or id; predecessors and successors are meant too. */
  unit: list(50),
  topic: list(50),
  pillar: list(20),
  theme: list(50),
  /** What stood before a place and stands in its stead now is meant too. */
  place: list(50),
  audience: list(20),
  language: oneOf(languages),
  /** What its rights let it be used for now: no embargo, no recall, a right that runs and covers the purpose. */
  rights: oneOf(reusePurposes),
  orientation: oneOf(orientations),
  colour: oneOf(colourFamilies),
  duration: oneOf(durationSpans),
  captions: oneOf(captionStates),
  consent: oneOf(consentStates),
  year: list(50).pipe(z.array(z.string().regex(/^\d{4}$/))),
  /** Earliest and latest date of the asset, both inclusive. */
  from: isoDate.optional(),
  to: isoDate.optional(),
  /** Shortest and longest running time, both inclusive; what does not run is left out. */
  minSeconds: seconds,
  maxSeconds: seconds,
})
export type SearchFilters = z.infer<typeof searchFilters>

/** A question without its page: what a saved search keeps. */
export const searchQuestion = searchFilters.extend({
  q: z.string().max(500).default(''),
  sort: z.enum(searchSorts).default('relevance'),
})
export type SearchQuestion = z.infer<typeof searchQuestion>

export const searchQuery = searchQuestion.extend({
  limit: z.coerce.number().int().min(1).max(100).default(40),
  cursor: z.string().max(500).optional(),
  /** The facets to count; all where it is left out, none where it is empty. */
  facets: z.preprocess(
    value => (value === undefined ? [...facetNames] : value),
    list(facetNames.length).pipe(z.array(z.enum(facetNames))),
  ),
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
  /** Each counted under the other filters; empty where it was not asked for. */
  facets: z.record(z.enum(facetNames), facet),
  /** What the query was taken for when that differs from what was typed, or null. */
  didYouMean: z.string().nullable(),
  next: z.string().nullable(),
  /** The search engine is away: the database answered, by the same filters and less quickly. Left out otherwise. */
  limited: z.literal(true).optional(),
})
export type SearchAnswer = z.infer<typeof searchAnswer>
