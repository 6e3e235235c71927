import { isSyllable } from './syllable.ts'

/**
 * The other number of a word that looks English, as a guess: `festivals` -> `festival`, `gate` -> `gates`, `city` -> `cities`. Words
 * shaped like Vietnamese syllables have none, nor have their readings in Telex (`nuis` is `núi`).
 */
export function otherNumber(word: string): string[] {
  if (!/^[a-z]{4,}$/.test(word) || isSyllable(word)) return []
  const one = singular(word)
  if (one !== null) return isSyllable(one) ? [] : [one]
  if (word.endsWith('ss')) return [`${word}es`]
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`]
  return [/(?:x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`]
}

/** The singular of a folded word that looks like an English plural, else null. */
export function singular(word: string): string | null {
  if (!/^[a-z]{4,}$/.test(word) || !word.endsWith('s') || word.endsWith('ss')) return null
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`
  return /(?:[sx]|ch|sh)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1)
}
