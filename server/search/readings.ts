import type { QueryWord } from './query-words.ts'
import { type Lexicon, segment } from './segment.ts'
import type { Synonyms } from './synonyms.ts'
import { readTelex } from './telex.ts'
import { typoCandidates } from './typo.ts'
import { readVni } from './vni.ts'

/** One way to read a typed word. `cost` rises with the daring: 0 as typed, then VNI, Telex, cuts, typing errors. */
export type Reading = { kind: 'typed' | 'decoded' | 'cut' | 'typo'; words: string[]; cost: number }

/** The corpus as the planner sees it: which words exist, and how often. */
export type Vocabulary = Lexicon & { words(): Iterable<string> }

/** What lexemes hold for whoever asks: a folded word, two neighbours `a_b`, or a beginning of either with `*`. */
export type Evidence = ReadonlySet<string>

/** Two neighbouring folded words as one lexeme. */
export const pair = (a: string, b: string): string => `${a}_${b}`

/** The word as typed and as an input method that was off or a missing space may have made it. */
export function firstReadings({ word }: QueryWord, vocabulary: Vocabulary): Reading[] {
  const readings: Reading[] = [{ kind: 'typed', words: [word], cost: 0 }]
  const vni = readVni(word)
  if (vni) readings.push({ kind: 'decoded', words: [vni], cost: 0.5 })
  for (const telex of readTelex(word)) readings.push({ kind: 'decoded', words: [telex], cost: 0.7 })
  if (word.length >= 5) {
    const cut = segment(word, vocabulary)
    if (cut) readings.push({ kind: 'cut', words: cut, cost: 1 })
  }
  return readings
}

/**
 * Words that do not stand: nobody who asks can see them, or they stand beside neither neighbour though both are there. Those are
 * looked at for typing errors. The last word may be unfinished, so its beginning counts.
 */
export function orphans(
  words: readonly QueryWord[],
  readings: readonly Reading[][],
  evidence: Evidence,
  synonyms: Synonyms,
): number[] {
  const meant = (i: number) => (readings[i] ?? []).filter(r => r.words.every(w => evidence.has(w)))
  return words.flatMap(({ word }, i) => {
    const last = i === words.length - 1
    if (synonyms.has(word)) return []
    if (meant(i).length === 0) return last && evidence.has(`${word}*`) && isInContext(words, i, evidence) ? [] : [i]
    const decoded = meant(i).some(r => r.kind !== 'typed')
    return words.length === 1 || word.length < 3 || decoded || isInContext(words, i, evidence) ? [] : [i]
  })
}

function isInContext(words: readonly QueryWord[], i: number, evidence: Evidence): boolean {
  if (words.length === 1) return true
  const word = words[i]?.word ?? ''
  const before = words[i - 1]?.word
  const after = words[i + 1]?.word
  if (before !== undefined && evidence.has(pair(before, word))) return true
  if (before !== undefined && after === undefined && evidence.has(`${pair(before, word)}*`)) return true
  return after !== undefined && evidence.has(pair(word, after))
}

/** Corrections of one word out of the corpus' words, judged beside every reading of its neighbours. */
export function typoReadings(
  words: readonly QueryWord[],
  readings: readonly Reading[][],
  i: number,
  vocabulary: Vocabulary,
): Reading[] {
  const before = (readings[i - 1] ?? []).map(r => r.words.at(-1) ?? '')
  const after = (readings[i + 1] ?? []).map(r => r.words[0] ?? '')
  const context = (word: string) =>
    before.reduce((sum, b) => sum + vocabulary.df(pair(b, word)), 0) +
    after.reduce((sum, a) => sum + vocabulary.df(pair(word, a)), 0)
  const found = typoCandidates(words[i]?.word ?? '', vocabulary.words(), context, 12)
  return found.map(({ word, distance }) => ({ kind: 'typo', words: [word], cost: 1 + distance }))
}

/** Every lexeme whose standing decides between these readings; the caller asks its index which of them can be seen. */
export function lexemesOf(readings: readonly Reading[][], vocabulary: Vocabulary | null): string[] {
  const lexemes = new Set<string>()
  for (const [i, options] of readings.entries()) {
    for (const { words } of options) {
      for (const [k, word] of words.entries()) {
        lexemes.add(word)
        if (k > 0) lexemes.add(pair(words[k - 1] ?? '', word))
      }
      for (const next of readings[i + 1] ?? []) {
        const joined = pair(words.at(-1) ?? '', next.words[0] ?? '')
        // Pairs that nobody indexed need no question; typed pairs may stand in bodies, which the vocabulary does not hold.
        if (vocabulary === null || vocabulary.df(joined) > 0) lexemes.add(joined)
      }
    }
  }
  return [...lexemes]
}
