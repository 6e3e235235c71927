import { canon, isMarked } from './canon.ts'
import { placedWords } from './fold.ts'

/** One word of a query: folded, and in its canonical accented form where marks were typed (else null: any marks will do). */
export type QueryWord = { word: string; marked: string | null }

// Beyond this nobody reads what they typed; every word costs index scans.
const mostWords = 14
const longestWord = 60

/** What was typed, as words. Punctuation, quotes and every operator of any engine are separators and mean nothing. */
export function queryWords(q: string): QueryWord[] {
  const text = q.normalize('NFC')
  return placedWords(text)
    .filter(({ word }) => word.length <= longestWord)
    .slice(0, mostWords)
    .map(({ word, start, end }) => {
      const canonical = canon(text.slice(start, end))
      return { word, marked: isMarked(canonical) ? canonical : null }
    })
}
