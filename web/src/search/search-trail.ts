import type { SearchHit } from '#contracts/search'
import type { LibraryState } from './library-state.ts'

export type TrailItem = Pick<SearchHit, 'id' | 'title' | 'thumbUrl' | 'thumbhash' | 'kind'>
/** The search a person came from: an asset's page leads back to it, and on to the item before and after. */
export type Trail = { state: LibraryState; items: readonly TrailItem[]; total: number; exact: boolean }

let trail: Trail | null = null
export function rememberTrail(next: Trail): void {
  trail = next
}
export function readTrail(): Trail | null {
  return trail
}

export type Place = { position: number; before: string | null; after: string | null }
export function placeInTrail(items: readonly TrailItem[], id: string): Place | null {
  const at = items.findIndex(item => item.id === id)
  return at < 0 ? null : { position: at + 1, before: items[at - 1]?.id ?? null, after: items[at + 1]?.id ?? null }
}
