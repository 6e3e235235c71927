/** What a language looks like from here: how many items hold a folded word, or two neighbours written `a_b`. */
export type Lexicon = { df(lexeme: string): number }

type Path = { score: number; words: string[] }
const longestSyllable = 7

/**
 * Cuts a word that was run together (`nuibaden`, a hashtag) into words of the corpus; letters and digits part first
 * (`asean2020`). Dynamic programming over cuts: few words, frequent words, words seen side by side. Null where it cannot.
 */
export function segment(word: string, lexicon: Lexicon): string[] | null {
  const parts = word.match(/[a-z]+|\d+/g)
  if (!parts || parts.join('') !== word) return null
  const words = parts.flatMap(part =>
    /\d/.test(part) || lexicon.df(part) > 0 ? [part] : (segmentLetters(part, lexicon) ?? [part]),
  )
  return words.length > 1 && words.length <= 8 ? words : null
}

function segmentLetters(letters: string, lexicon: Lexicon): string[] | null {
  const best: (Path | undefined)[] = [{ score: 0, words: [] }]
  for (let from = 0; from < letters.length; from++) {
    const path = best[from]
    if (!path) continue
    // Two letters at least: single vowels would cut every word to pieces.
    for (let size = 2; size <= longestSyllable && from + size <= letters.length; size++) {
      const piece = letters.slice(from, from + size)
      const df = lexicon.df(piece)
      if (df === 0) continue
      const before = path.words.at(-1)
      const together = before !== undefined && lexicon.df(`${before}_${piece}`) > 0 ? 1.2 : 0
      const score = path.score - 1.5 + Math.log(1 + df) / 10 + together
      const known = best[from + size]
      if (!known || score > known.score) best[from + size] = { score, words: [...path.words, piece] }
    }
  }
  return best[letters.length]?.words ?? null
}
