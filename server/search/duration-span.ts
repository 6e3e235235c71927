import type { DurationSpan } from '#contracts/search-values'

/** The span that a running time belongs to; null for what does not run. The twin of facet-columns.ts. */
export function durationSpan(ms: number | null): DurationSpan | null {
  if (ms === null) return null
  if (ms < 60_000) return 'under-1'
  if (ms < 300_000) return '1-5'
  return ms < 1_800_000 ? '5-30' : 'over-30'
}
