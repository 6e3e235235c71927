/**
 * The other number of an English word, as guesses that the corpus confirms: `festivals` -> `festival`, `city` -> `cities`. No
 * Vietnamese syllable ends in s or reaches its plural here by accident: they are checked against what is indexed.
 */
export function otherNumber(word: string): string[] {
  if (!/^[a-z]{4,}$/.test(word)) return []
  if (word.endsWith('ies')) return [`${word.slice(0, -3)}y`]
  if (/(?:[sx]|ch|sh)es$/.test(word)) return [word.slice(0, -2), word.slice(0, -1)]
  if (word.endsWith('s')) return word.endsWith('ss') ? [`${word}es`] : [word.slice(0, -1)]
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`, `${word}s`]
  return [/(?:x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`]
}
