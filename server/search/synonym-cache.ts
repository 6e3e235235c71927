import type { Clock } from '#server/platform/clock'
import type { Tx } from '#server/platform/db'
import { compileSynonyms, type Synonyms } from './synonyms.ts'

/** The synonyms in memory, at most `refreshMs` old. */
export type SynonymCache = { read(tx: Tx): Promise<Synonyms> }

const refreshMs = 2_000
// A change that commits late may bear an earlier time than one that was read: everything is read again after this long.
const rereadMs = 60_000

/** Compiles the groups of `synonym_group` when they have changed. */
export function synonymCache(clock: Clock): SynonymCache {
  let synonyms: Synonyms | null = null
  let running: Promise<Synonyms> | null = null
  let stamp: string | null = null
  let lookedAt = Number.NEGATIVE_INFINITY
  let readAt = Number.NEGATIVE_INFINITY

  const look = async (tx: Tx, now: number): Promise<Synonyms> => {
    const [row] = await tx.$queryRaw<{ stamp: string }[]>`
      select count(*) || ' ' || coalesce(max(updated_at)::text, '') as stamp from synonym_group`
    if (synonyms === null || row?.stamp !== stamp || now - readAt >= rereadMs) {
      const groups = await standingGroups(tx)
      synonyms = compileSynonyms(groups.map(({ phrases }) => phrases))
      stamp = row?.stamp ?? null
      readAt = now
    }
    lookedAt = now
    return synonyms
  }

  return {
    async read(tx) {
      const now = clock.now().getTime()
      if (synonyms !== null && now - lookedAt < refreshMs) return synonyms
      // One reads at a time, in its own transaction; the others go by what stands, and wait where nothing was read yet.
      if (running) return synonyms ?? running
      running = look(tx, now).finally(() => {
        running = null
      })
      return running
    },
  }
}

/** The groups that nobody took out, in a fixed order. */
export async function standingGroups(tx: Tx): Promise<{ id: string; phrases: string[] }[]> {
  return tx.synonymGroup.findMany({
    where: { removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    select: { id: true, phrases: true },
  })
}
