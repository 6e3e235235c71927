import type { SearchHit } from '#contracts/search'

/** Where in the item the words were found: the second of a film or sound, the page of a document. Parts of the link to it. */
export function hitPlace({ highlight }: SearchHit): { search: { t?: number }; hash?: string } {
  const { captions, page } = highlight
  if (captions) return { search: { t: Math.floor(captions.timeMs / 100) / 10 } }
  return page === null ? { search: {} } : { search: {}, hash: `trang=${page}` }
}
