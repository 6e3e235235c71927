/**
 * Damerau-Levenshtein distance (optimal string alignment) between two words, or `max + 1` as soon as it is known to be more than
 * `max`: letters added, lost, changed, or two neighbours swapped count one each.
 */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      let cost = Math.min(at(above, j) + 1, at(row, j - 1) + 1, at(above, j - 1) + same)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, at(before, j - 2) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > max) return max + 1
    before = above
    above = row
  }
  return Math.min(at(above, b.length), max + 1)
}

const at = (row: number[], i: number): number => row[i] ?? Number.POSITIVE_INFINITY

/**
 * How a southern ear spells: `s x`, `ch tr`, `d gi r v`, `l n`, `i y`, `c k q`, and endings `n ng nh`, `t c ch` are taken for each
 * other. Two words with one key are one slip apart, however many letters differ.
 */
export function soundKey(word: string): string {
  return word
    .replace(/^tr/, 'ch')
    .replace(/^x/, 's')
    .replace(/^(?:gi(?=[aeouy])|r|v)/, 'd')
    .replace(/^ngh/, 'ng')
    .replace(/^gh/, 'g')
    .replace(/^(?:k(?!h)|q)/, 'c')
    .replace(/^n(?![gh])/, 'l')
    .replace(/y/g, 'i')
    .replace(/(?:ng|nh)$/, 'n')
    .replace(/(?:ch|c)$/, 't')
}

/** How far a word may be from what was meant: nothing below 3 letters, one letter below 8, else two; never where digits are. */
export function allowedDistance(word: string): number {
  if (word.length < 3 || /\d/.test(word)) return 0
  return word.length < 8 ? 1 : 2
}

export type TypoCandidate = { word: string; distance: number }

/**
 * Words of the corpus that may have been meant, nearest first. `context` says how well a word stands between the neighbours; words
 * that stand well come before words that are merely near.
 */
export function typoCandidates(
  word: string,
  vocabulary: Iterable<string>,
  context: (candidate: string) => number,
  limit: number,
): TypoCandidate[] {
  const max = allowedDistance(word)
  if (max === 0) return []
  const key = soundKey(word)
  const found: (TypoCandidate & { fit: number })[] = []
  for (const candidate of vocabulary) {
    if (candidate === word || candidate.length < 3 || /\d/.test(candidate)) continue
    const sounds = soundKey(candidate) === key
    const distance = sounds ? 1 : editDistance(word, candidate, max)
    if (distance <= max) found.push({ word: candidate, distance: sounds ? 0.8 : distance, fit: context(candidate) })
  }
  found.sort(
    (a, b) =>
      Number(b.fit > 0) - Number(a.fit > 0) || a.distance - b.distance || b.fit - a.fit || compare(a.word, b.word),
  )
  return found.slice(0, limit).map(({ word, distance }) => ({ word, distance }))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
