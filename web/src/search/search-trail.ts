import type { LibraryState } from './library-state.ts'

/** The search a person came from: an asset's page leads back to it, and on to the item before and after. */
export type Trail = { state: LibraryState; ids: readonly string[]; total: number; exact: boolean }

let trail: Trail | null = null
export function rememberTrail(next: Trail): void {
  trail = next
}
export function readTrail(): Trail | null {
  return trail
}

export type Place = { position: number; before: string | null; after: string | null }
export function placeInTrail(ids: readonly string[], id: string): Place | null {
  const at = ids.indexOf(id)
  return at < 0 ? null : { position: at + 1, before: ids[at - 1] ?? null, after: ids[at + 1] ?? null }
}
