// Imports nothing: the web reads these lists, and zod stays out of its first load.

/** What a search is narrowed by and counted for, each under the others. */
export const facetNames = [
  'kind',
  'unit',
  'topic',
  'pillar',
  'theme',
  'place',
  'audience',
  'language',
  'rights',
  'orientation',
  'colour',
  'duration',
  'captions',
  'consent',
  'year',
] as const
export type FacetName = (typeof facetNames)[number]

/** `largest`, `smallest`: the original's bytes. `most-used`: as often as the one who asks may know of. */
export const searchSorts = ['relevance', 'newest', 'oldest', 'title', 'largest', 'smallest', 'most-used'] as const
export type SearchSort = (typeof searchSorts)[number]

/** How a picture or film lies: wider than high by a twentieth, higher than wide by a twentieth, else square. */
export const orientations = ['landscape', 'portrait', 'square'] as const
export type Orientation = (typeof orientations)[number]

/** Families that people name colours by. */
export const colourFamilies = [
  'red',
  'orange',
  'yellow',
  'green',
  'cyan',
  'blue',
  'purple',
  'pink',
  'brown',
  'black',
  'grey',
  'white',
] as const
export type ColourFamily = (typeof colourFamilies)[number]

/** How long a film or sound runs, in minutes; the first of two numbers belongs to it, the second does not. */
export const durationSpans = ['under-1', '1-5', '5-30', 'over-30'] as const
export type DurationSpan = (typeof durationSpans)[number]

/** Of films and sounds alone. */
export const captionStates = ['yes', 'no'] as const

/** Of the people shown: a consent is recorded; none is, though the item holds personal data; it was taken back. */
export const consentStates = ['recorded', 'missing', 'withdrawn'] as const
export type ConsentState = (typeof consentStates)[number]
