import type { Match } from '#server/search/candidate-sql'
import { literalPlan } from '#server/search/query-planner'
import { queryWords } from '#server/search/query-words'
import type { Synonyms } from '#server/search/synonyms'
import { planQueries } from '#server/search/tsquery'

/**
 * What a saved search's words stand for where nobody is there to choose: every word, in its own or other words, or every word of what
 * it was taken for (`meant`), but no beginnings of words and no guesses. Null where what was typed is no word: it finds nothing.
 */
export function matchOf(q: string, meant: string | null, synonyms: Synonyms): Match | null {
  const typed = queryWords(q)
  if (typed.length === 0) return q.trim() === '' ? 'every' : null
  const plans = [typed, ...(meant ? [queryWords(meant)] : [])].filter(words => words.length > 0)
  return { tsquery: plans.map(words => `(${planQueries(literalPlan(words, synonyms)).all})`).join(' | ') }
}
