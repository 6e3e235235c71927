import { createHash } from 'node:crypto'
import type { Settings } from 'meilisearch'
import { documentRecipe } from './put-document.ts'

/** The oldest server whose answers the hub knows: facets of federated searches, granular filters, indexes renamed by a swap. */
export const oldestServer = '1.18.0'

/** Totals and pages end here, as in Postgres. */
export const engineCap = 5_000

/** Raised where documents say more than before; the index is then built anew. */
const documentForm = 1

/** Filtered by equality alone: no order of their values is kept, which makes them cheap for millions of documents. */
const equal = {
  attributePatterns: [
    ...['id', 'kind', 'unit', 'unitLine', 'uploadedBy', 'visibility', 'language', 'orientation', 'colours', 'duration'],
    ...[
      'topics',
      'pillars',
      'themes',
      'audiences',
      'places',
      'placeLine',
      'purposes',
      'captions',
      'consent',
      'year',
      'recalled',
    ],
  ],
  features: { facetSearch: false, filter: { equality: true, comparison: false } },
}
const ordered = {
  attributePatterns: ['embargoUntil', 'rightsFrom', 'rightsEnd', 'withdrawnAt', 'date', 'durationMs'],
  features: { facetSearch: false, filter: { equality: true, comparison: true } },
}

/**
 * Everything the engine is told of the index. Words arrive folded (fold.ts), as the words of a query do: the engine splits at spaces and
 * finds letters. What the planner does, the engine is told not to do as well:
 * - typing errors: one letter beside a Vietnamese syllable is another syllable, and only the planner knows which words stand side by side
 *   in what the asker may see;
 * - synonyms: they know phrases of up to nine words, change within seconds and can be tried; the engine's know three;
 * - stop words: `của` is `cửa` once folded.
 */
export const engineSettings: Settings = {
  searchableAttributes: ['title', 'tags', 'aliases', 'description', 'caption', 'body', 'names', 'marks'],
  filterableAttributes: [equal, ordered],
  sortableAttributes: ['date', 'size', 'titleKey', 'id'],
  displayedAttributes: ['id', 'titleF', 'titleC', 'head', 'date', 'state'],
  rankingRules: ['sort', 'words', 'typo', 'proximity', 'attribute', 'exactness', 'date:desc', 'id:desc'],
  distinctAttribute: null,
  stopWords: [],
  synonyms: {},
  typoTolerance: { enabled: false },
  // A phrase is words side by side: by attribute it would be words in one field.
  proximityPrecision: 'byWord',
  prefixSearch: 'indexingTime',
  // Folded words are Latin letters to the engine; what it would guess of their language changes nothing but could.
  localizedAttributes: [{ attributePatterns: ['*'], locales: ['vie', 'eng'] }],
  faceting: { maxValuesPerFacet: 100, sortFacetValuesBy: { '*': 'count' } },
  pagination: { maxTotalHits: engineCap },
  searchCutoffMs: 1_500,
  facetSearch: false,
  embedders: {},
}

/** What an index is made by: another recipe means it is built anew beside the old one. */
export const engineRecipe: string = createHash('sha256')
  .update(JSON.stringify([documentForm, documentRecipe, engineSettings]))
  .digest('hex')
  .slice(0, 16)

/** Whether a server's version (`pkgVersion`, as `1.37.0`) is one that the hub can use. */
export function isNewEnough(version: string): boolean {
  const number = (text: string) => (/^(\d+)\.(\d+)\.(\d+)/.exec(text)?.slice(1) ?? []).map(Number)
  const [is, least] = [number(version), number(oldestServer)]
  if (is.length < 3) return false
  for (const [i, part] of least.entries()) if ((is[i] ?? 0) !== part) return (is[i] ?? 0) > part
  return true
}
