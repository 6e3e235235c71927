import { foldedWords } from './fold.ts'

/** The longest phrase that synonyms know, in words: names of agreements and committees are that long. */
export const longestSynonym = 9

/** Folded phrase -> the other folded phrases that mean it, each as words. */
export type Synonyms = ReadonlyMap<string, readonly (readonly string[])[]>

/** Compiles groups of equivalent phrases. A phrase in two groups has the others of both; phrases beyond 9 words are left out. */
export function compileSynonyms(groups: readonly (readonly string[])[]): Synonyms {
  const others = new Map<string, Map<string, string[]>>()
  for (const group of groups) {
    const phrases = group.map(foldedWords).filter(words => words.length > 0 && words.length <= longestSynonym)
    for (const phrase of phrases) {
      const key = phrase.join(' ')
      const known = others.get(key) ?? new Map<string, string[]>()
      for (const other of phrases) if (other.join(' ') !== key) known.set(other.join(' '), other)
      others.set(key, known)
    }
  }
  return new Map([...others].map(([key, known]) => [key, [...known.values()]]))
}
