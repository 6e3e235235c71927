import type { Clock } from '#server/platform/clock'
import type { Tx } from '#server/platform/db'
import type { Vocabulary } from './readings.ts'

/** The corpus' words in memory, at most `refreshMs` old. */
export type VocabularyCache = { read(tx: Tx): Promise<Vocabulary> }

const refreshMs = 3_000
// A number is drawn before its transaction commits, so late ones may be below what was read: reread what was read last before
// that long, and until then what may have been under way at the first reading.
const lateMs = 90_000
const underWay = 50_000n
// Pairs are many and only choose between candidates: a corpus of millions keeps the frequent ones.
const mostPairs = 400_000

type Row = { word: string; df: number; changed: bigint }

/**
 * Words and neighbouring pairs of titles, tags and descriptions with the number of items that hold them: read whole at first use,
 * then by what changed. It proposes corrections; what may be shown is asked of the index, so hidden items' words may stand here.
 */
export function vocabularyCache(clock: Clock): VocabularyCache {
  const df = new Map<string, number>()
  const words = new Set<string>()
  const vocabulary: Vocabulary = { df: lexeme => df.get(lexeme) ?? 0, words: () => words }
  let seen: { at: number; changed: bigint }[] = []
  let running: Promise<void> | null = null

  const take = (rows: Row[], now: number) => {
    let highest = seen.at(-1)?.changed ?? 0n
    for (const { word, df: count, changed } of rows) {
      if (changed > highest) highest = changed
      if (count > 0) df.set(word, count)
      else df.delete(word)
      if (word.includes('_')) continue
      if (count > 0) words.add(word)
      else words.delete(word)
    }
    seen.push({ at: now, changed: highest })
    // The newest reading that is old enough for every number below it to be committed or rolled back, and all after it.
    const settled = seen.findLastIndex(({ at }) => at <= now - lateMs)
    if (settled > 0) seen = seen.slice(settled)
  }

  return {
    async read(tx) {
      const now = clock.now().getTime()
      const first = seen[0]
      const last = seen.at(-1)
      if (last && now - last.at < refreshMs) return vocabulary
      // One reader at a time; the others wait for the first load and use what is there for later ones.
      if (!running) {
        const rows = first
          ? changedSince(tx, now - first.at >= lateMs ? first.changed : first.changed - underWay)
          : everything(tx)
        running = rows
          .then(found => take(found, now))
          .finally(() => {
            running = null
          })
      }
      await running
      return vocabulary
    },
  }
}

function everything(tx: Tx): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`
    (select word, df, changed from search_lex where df > 0 and strpos(word, '_') = 0)
    union all
    (select word, df, changed from search_lex where df > 0 and strpos(word, '_') > 0 order by df desc, word limit ${mostPairs})`
}

function changedSince(tx: Tx, changed: bigint): Promise<Row[]> {
  return tx.$queryRaw<Row[]>`select word, df, changed from search_lex where changed > ${changed}`
}
