import { z } from 'zod'
import { searchHit, snippet } from './search.ts'
import { assetKinds, uuid } from './values.ts'

export const suggestionQuery = z.strictObject({ q: z.string().max(200) })

/** What the search box may offer for what stands in it. */
export const suggestionAnswer = z.object({
  /** Terms and units of that name that would find something: filters, the likeliest first. */
  terms: z.array(
    z.object({
      facet: z.enum(['unit', 'topic', 'pillar', 'theme', 'place', 'audience']),
      value: z.string(),
      label: z.string(),
      /** At most 100; `exact` says whether there are no more. */
      count: z.int(),
      exact: z.boolean(),
    }),
  ),
  titles: z.array(
    z.object({
      id: uuid,
      kind: z.enum(assetKinds),
      title: z.string(),
      highlight: snippet,
      thumbUrl: z.string().nullable(),
    }),
  ),
  /** Where nothing of that name is there: what may have been meant. */
  didYouMean: z.string().nullable(),
})
export type SuggestionAnswer = z.infer<typeof suggestionAnswer>

/** `picture`: it looks nearly the same, `distance` of 64 bits; `words`: it is about the same. The nearest first. */
export const similarAnswer = z.object({
  similar: z.array(
    z.object({
      by: z.enum(['picture', 'words']),
      distance: z.int().nullable(),
      hit: searchHit.omit({ highlight: true }),
    }),
  ),
})
export type SimilarAnswer = z.infer<typeof similarAnswer>
