import type { Db } from '#server/platform/db'
import type { FoundWords } from './search-index.ts'

/** A moment at which captions say what was looked for. */
export type SpokenHit = { trackId: string; language: string; timeMs: number; text: string }

// More words than this are no question about a moment.
const mostPatterns = 24

/**
 * For each film and sound among `hits` the moment whose caption holds most of what was found, the first of equals, by the asset's id.
 * A caption with less than half of the words says something else. The caller has asked who may read the hits.
 */
export async function findSpoken(
  db: Db,
  hits: readonly { id: string; kind: string }[],
  found: FoundWords,
): Promise<Map<string, SpokenHit>> {
  const ids = hits.filter(({ kind }) => kind === 'video' || kind === 'audio').map(({ id }) => id)
  // Words are folded: letters and digits, hence no wildcards of their own.
  const phrases = found.phrases.map(words => `% ${words.join(' ')} %`)
  const words = [...new Set(found.words)].map(word => `% ${word} %`)
  const begins = found.begins ? [`% ${found.begins}%`] : []
  const patterns = [...phrases, ...words, ...begins].slice(0, mostPatterns)
  if (ids.length === 0 || patterns.length === 0) return new Map()
  const rows = await db.$queryRaw<(SpokenHit & { assetId: string })[]>`
    select distinct on (t.asset_id) t.asset_id as "assetId", t.id as "trackId", t.language, c.start_ms as "timeMs", c.text
    from caption_track t
    join caption_cue c on c.track_id = t.id
    cross join lateral (select count(*)::int as found from unnest(${patterns}::text[]) as p where c.folded like p) m
    where t.asset_id = any(${ids}::uuid[]) and c.folded like any(${patterns}::text[]) and m.found * 2 >= ${patterns.length}
    order by t.asset_id, m.found desc, c.start_ms, t.id`
  return new Map(rows.map(({ assetId, ...hit }) => [assetId, hit]))
}
