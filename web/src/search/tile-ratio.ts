import type { SearchHit } from '#contracts/search'

/** Width over height of a hit's tile. Known before its picture is, so that nothing moves. */
export function tileRatio(hit: Pick<SearchHit, 'kind' | 'width' | 'height' | 'thumbUrl'>): number {
  if (hit.kind === 'article' || hit.kind === 'audio') return 1.26
  // Its first page and, beside it, its name.
  if (hit.kind === 'document') return hit.thumbUrl ? 1.4 : 1.26
  if (hit.width && hit.height) return hit.width / hit.height
  return hit.kind === 'video' ? 16 / 9 : 1.4
}
