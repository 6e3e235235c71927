import { useSyncExternalStore } from 'react'
import type { SearchHit } from '#contracts/search'

// Outside React, so that a selection outlives a look at one of its items.
let chosen: ReadonlyMap<string, SearchHit> = new Map()
const listeners = new Set<() => void>()

function set(next: ReadonlyMap<string, SearchHit>): void {
  chosen = next
  for (const listener of listeners) listener()
}

export const selection = {
  toggle(hit: SearchHit): void {
    const next = new Map(chosen)
    if (!next.delete(hit.id)) next.set(hit.id, hit)
    set(next)
  },
  add(hits: readonly SearchHit[]): void {
    set(new Map([...chosen, ...hits.map(hit => [hit.id, hit] as const)]))
  },
  clear(): void {
    if (chosen.size > 0) set(new Map())
  },
}

export function useSelection(): ReadonlyMap<string, SearchHit> {
  return useSyncExternalStore(
    notify => {
      listeners.add(notify)
      return () => listeners.delete(notify)
    },
    () => chosen,
  )
}
