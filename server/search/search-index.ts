import type { SearchQuery } from '#contracts/search'
import { type FacetName, facetNames } from '#contracts/search-values'
import type { AssetKind } from '#contracts/values'
import type { Actor } from '#server/access/actor'
import type { Tx } from '#server/platform/db'
import type { SearchFacts } from './search-facts.ts'
import type { Synonyms } from './synonyms.ts'

/** What an index knows of an asset: plain text by field, in the order of their weight. NFC or not does not matter. */
export type SearchDocument = {
  assetId: string
  title: string
  tags: readonly string[]
  /** Names of its topics and places, in every language they have. */
  aliases: readonly string[]
  description: string
  /** Alternative text. */
  caption: string
  /** Text of the article or the PDF, and what was said in it. */
  body: string
  /** Whose it is: creator, credit, the unit by its names, what kind of thing it is. Found, but never a reason to stand first. */
  names: readonly string[]
  kind: AssetKind
  /** What is filtered and sorted by beside the words. */
  facts: SearchFacts
}

/** What did not fit: the index holds the beginning. */
export type PutReport = { cut: { reason: 'body-too-long'; characters: number } | null }

/** A search as the contract has it, but that units are ids: names and codes are not the index' business. */
export type IndexQuery = SearchQuery & { actor: Actor }

/** What was found in words, so that it can be shown in the text: folded. */
export type FoundWords = { words: readonly string[]; begins: string | null; phrases: readonly (readonly string[])[] }

/** How many items each value would find, under the other filters. */
export type FacetCounts = Record<FacetName, { value: string; count: number }[]>

export type IndexAnswer = {
  /** In their order, at most `limit`. */
  ids: string[]
  total: number
  totalIsExact: boolean
  /** The most frequent values first; `unit` holds ids. Empty where it was not asked for. */
  facets: FacetCounts
  found: FoundWords
  /** What the query was taken for, as folded words, where that is not what was typed and something was found. */
  taken: string[] | null
  next: string | null
  /** The engine that should have answered is away or not whole; Postgres did. */
  limited?: true
}

/**
 * A search engine: Postgres, or Meilisearch with Postgres behind it; `test/suites/search-index.suite.ts` runs on each. Nothing that the actor may
 * not see changes an answer: not a hit, a total, a facet, an order or a correction.
 */
export type SearchIndex = {
  /** Indexes an asset anew, in the caller's transaction; the caller holds the asset's row. Idempotent. */
  put(tx: Tx, document: SearchDocument): Promise<PutReport>
  /** As `put` for many, where the engine takes them faster together; an asset stands among them once. Reports in their order. */
  putMany?(tx: Tx, documents: readonly SearchDocument[]): Promise<PutReport[]>
  /** Forgets an asset; no matter if it is not there. */
  remove(tx: Tx, assetId: string): Promise<void>
  /**
   * `synonyms` are tried instead of those that stand. Throws ProblemError: `invalid-request` for a cursor that is not its own,
   * `store-unavailable` where it took too long.
   */
  query(query: IndexQuery, synonyms?: Synonyms): Promise<IndexAnswer>
}

/** No facet counted. */
export function noCounts(): FacetCounts {
  return Object.fromEntries(facetNames.map(name => [name, []])) as unknown as FacetCounts
}
