import { markSign } from './tsquery.ts'

/** A lexeme of an item's head with what it is worth where another item has it too. */
export type TellingLexeme = { lexeme: string; worth: number }

const most = 40
const byField: Record<string, number> = { A: 1, B: 0.7, C: 0.3 }

/**
 * What of an item's own words may find others like it, the most telling first: neighbouring words before single ones, title before
 * tags before description; single syllables of the description say nothing. Lexemes are those of `search_doc.head`.
 */
export function tellingLexemes(head: readonly { lexeme: string; weights: readonly string[] }[]): TellingLexeme[] {
  return head
    .filter(({ lexeme }) => !lexeme.startsWith(markSign) && /^[\p{L}\p{N}_]+$/u.test(lexeme))
    .map(({ lexeme, weights }) => {
      const field = Math.max(0, ...weights.map(weight => byField[weight] ?? 0))
      const pair = lexeme.includes('_')
      const single = field < 0.5 || lexeme.length < 2 ? 0 : 0.4
      return { lexeme, worth: field * (pair ? 1 : single) }
    })
    .filter(({ worth }) => worth > 0)
    .sort((a, b) => b.worth - a.worth || (a.lexeme < b.lexeme ? -1 : 1))
    .slice(0, most)
}
