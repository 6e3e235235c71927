import { useSearch } from '@tanstack/react-router'

/** The second that the address names (`?t=65`), where a film or a sound stands when it opens. */
export function useStartAt(): number | null {
  return useSearch({ strict: false, select: search => search.t ?? null })
}
