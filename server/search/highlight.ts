import type { Snippet } from '#contracts/search'
import { type PlacedWord, placedWords } from './fold.ts'
import { machineMark, pageMark } from './page-marks.ts'
import type { FoundWords } from './search-index.ts'

/**
 * Cuts a text in pieces, those that the query found marked as hits, whatever their marks or normal form. The pieces concatenate to
 * the text exactly. Pieces are text, never HTML: showing them is the reader's business.
 */
export function highlight(text: string, found: FoundWords): Snippet {
  return pieces(text, foundRanges(text, placedWords(text), found))
}

/**
 * As `highlight`, of about `length` characters around the place where most of the query stands together; `…` at an end that was cut. Null
 * where nothing was found.
 */
export function snippetAround(text: string, found: FoundWords, length: number): Snippet | null {
  return findAround(text, found, length)?.pieces ?? null
}

/** As `snippetAround`, with where in the text it was found; it stays on one page of a body with marks (page-marks.ts). */
export function findAround(text: string, found: FoundWords, length: number): { pieces: Snippet; at: number } | null {
  const words = placedWords(text)
  const ranges = foundRanges(text, words, found)
  if (ranges.length === 0) return null
  const best = longestRun(ranges)
  const start = Math.max(text.lastIndexOf(pageMark, best), text.lastIndexOf(machineMark, best)) + 1
  const end = [pageMark, machineMark].reduce((least, mark) => {
    const at = text.indexOf(mark, best)
    return at < 0 ? least : Math.min(least, at)
  }, text.length)
  const from = startOfWord(words, Math.max(start, best - Math.floor(length / 4)))
  const to = endOfWord(words, Math.min(end, from + length), end)
  const cut = pieces(text.slice(from, to), inside(ranges, from, to))
  if (from > 0) cut.unshift({ text: '… ', hit: false })
  if (to < text.length) cut.push({ text: ' …', hit: false })
  return { pieces: cut, at: best }
}

type Range = { start: number; end: number }

function foundRanges(
  text: string,
  words: readonly PlacedWord[],
  { words: wanted, begins, phrases }: FoundWords,
): Range[] {
  const alone = new Set(wanted)
  const hit = words.map(({ word }) => alone.has(word) || (begins !== null && word.startsWith(begins)))
  for (const phrase of phrases) {
    for (let i = 0; i + phrase.length <= words.length; i++) {
      if (phrase.every((word, k) => words[i + k]?.word === word)) hit.fill(true, i, i + phrase.length)
    }
  }
  const ranges: Range[] = []
  for (const [i, { start, end }] of words.entries()) {
    if (!hit[i]) continue
    const before = ranges.at(-1)
    // Neighbours with nothing but space or a dash between them are one hit.
    if (before && hit[i - 1] && /^[\s\-–]*$/.test(text.slice(before.end, start))) before.end = end
    else ranges.push({ start, end })
  }
  return ranges
}

function pieces(text: string, ranges: readonly Range[]): Snippet {
  const cut: Snippet = []
  let at = 0
  for (const { start, end } of ranges) {
    if (start > at) cut.push({ text: text.slice(at, start), hit: false })
    cut.push({ text: text.slice(start, end), hit: true })
    at = end
  }
  if (at < text.length) cut.push({ text: text.slice(at), hit: false })
  return cut
}

/** Where the longest run of found words begins, the first of equals: the phrase itself before words that merely occur. */
function longestRun(ranges: readonly Range[]): number {
  let best: Range = { start: 0, end: 0 }
  for (const range of ranges) if (range.end - range.start > best.end - best.start) best = range
  return best.start
}

const inside = (ranges: readonly Range[], from: number, to: number): Range[] =>
  ranges
    .filter(({ start, end }) => start >= from && end <= to)
    .map(({ start, end }) => ({ start: start - from, end: end - from }))

const startOfWord = (words: readonly PlacedWord[], at: number): number =>
  at === 0 ? 0 : (words.find(({ start }) => start >= at)?.start ?? at)

function endOfWord(words: readonly PlacedWord[], at: number, length: number): number {
  if (at >= length) return length
  const cut = words.find(({ start, end }) => start < at && end > at)
  if (!cut) return at
  return cut.end - at < 20 ? cut.end : cut.start
}
