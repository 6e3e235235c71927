import type { ReusePurpose } from '#contracts/rights-values'

/** What fits each purpose, best first: a page or a phone wants the rendition, paper and broadcast the original. */
const wanted: Record<ReusePurpose, readonly string[]> = {
  web: ['web', 'video', 'audio', 'original'],
  social: ['web', 'video', 'audio', 'original'],
  internal: ['web', 'video', 'audio', 'original'],
  education: ['web', 'video', 'audio', 'original'],
  print: ['original'],
  broadcast: ['original'],
  exhibition: ['original'],
}

/** The file's name for a purpose among those that are there; null where there is none (an article). */
export function fileForPurpose(purpose: ReusePurpose, there: ReadonlySet<string>): string | null {
  return wanted[purpose].find(name => there.has(name)) ?? null
}
