import { Prisma, type Tx } from '#server/platform/db'
import { fromMatching, withoutFilters } from './candidate-sql.ts'
import { chooseReadings } from './choose-readings.ts'
import { chosenPlan, type QueryPlan } from './query-planner.ts'
import type { QueryWord } from './query-words.ts'
import {
  type Evidence,
  firstReadings,
  lexemesOf,
  orphans,
  type Reading,
  typoReadings,
  type Vocabulary,
} from './readings.ts'
import type { IndexQuery } from './search-index.ts'
import type { Synonyms } from './synonyms.ts'

/**
 * The query as it may have been meant: input methods that were off, words run together, typing errors. What the vocabulary proposes
 * is asked of the index with the actor's permission before it is chosen: words that only hidden items hold propose nothing. Null
 * where it was meant as typed.
 */
export async function correctedPlan(
  tx: Tx,
  query: IndexQuery,
  typed: readonly QueryWord[],
  vocabulary: Vocabulary,
  synonyms: Synonyms,
): Promise<QueryPlan | null> {
  const readings: Reading[][] = typed.map(word => firstReadings(word, vocabulary))
  const last = typed.at(-1)?.word ?? ''
  const before = typed.at(-2)?.word
  const open = last.length < 2 ? [] : [`${last}*`, ...(before === undefined ? [] : [`${before}_${last}*`])]
  let evidence: Evidence = await seenLexemes(tx, query, [...lexemesOf(readings, null), ...open])
  const lost = orphans(typed, readings, evidence, synonyms)
  if (lost.length > 0) {
    for (const i of lost) readings[i]?.push(...typoReadings(typed, readings, i, vocabulary))
    const known = evidence
    const more = lexemesOf(readings, vocabulary).filter(lexeme => !known.has(lexeme))
    evidence = new Set([...known, ...(await seenLexemes(tx, query, more))])
  }
  const chosen = chooseReadings(readings, evidence, synonyms)
  const plan = chosenPlan(typed, chosen, word => evidence.has(word), synonyms)
  return plan.corrected ? plan : null
}

/** Which lexemes some item holds that the actor may see; one ending in `*` asks for a beginning. */
async function seenLexemes(tx: Tx, query: IndexQuery, lexemes: readonly string[]): Promise<Set<string>> {
  if (lexemes.length === 0) return new Set()
  // Folded words, `_` and a closing `*` only: nothing in them needs escaping inside the quotes.
  const tsqueries = lexemes.map(lexeme => (lexeme.endsWith('*') ? `'${lexeme.slice(0, -1)}':*` : `'${lexeme}'`))
  const from = fromMatching({ column: Prisma.sql`asked.tsquery` }, withoutFilters(query))
  const rows = await tx.$queryRaw<{ lexeme: string }[]>`
    select asked.lexeme
    from unnest(${lexemes}::text[], ${tsqueries}::tsquery[]) as asked (lexeme, tsquery)
    where exists (select 1 ${from})`
  return new Set(rows.map(({ lexeme }) => lexeme))
}
