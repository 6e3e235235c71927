/**
 * Folding: what makes `Núi Bà Đen`, `NUI BA DEN` and a decomposed `Núi Bà Đen` one thing. Used when an item is indexed and when it
 * is asked for, by every engine. Sources: Unicode UAX #15 (normal forms), TCVN 6909 (letters of Vietnamese).
 */

// Letters that NFKD leaves whole though a keyboard without them writes another; both sigmas are one letter.
const plain: Record<string, string> = { đ: 'd', ð: 'd', ı: 'i', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', ß: 'ss', ς: 'σ' }
const plainLetters = /[đðıłøæœßς]/g
// Invisible characters that editors and PDFs leave inside words: soft hyphen, joiners, byte order mark.
const invisible = /[\u00ad\u200c-\u200d\u2060\ufeff]+/g
// Scripts that write without spaces: each letter is a word, so that pairs of letters find what a dictionary would.
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu

/** Folds and keeps a space at each end where the text has a separator there. */
function foldPiece(text: string): string {
  return text
    .replace(invisible, '')
    .normalize('NFKD')
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(plainLetters, letter => plain[letter] ?? letter)
    .replace(unspaced, ' $& ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
}

/** Lower case without marks, `đ` as `d`, words (letters and digits) apart by one space. Idempotent; blind to NFC or NFD. */
export function fold(text: string): string {
  return foldPiece(text).trim()
}

/** The folded words of a text, in order. */
export function foldedWords(text: string): string[] {
  const folded = fold(text)
  return folded === '' ? [] : folded.split(' ')
}

/** A folded word and where it stands in the text: UTF-16 offsets, `end` exclusive, marks included. */
export type PlacedWord = { word: string; start: number; end: number }

const cluster = /[^\p{M}\u00ad\u200c-\u200d\u2060\ufeff]?[\p{M}\u00ad\u200c-\u200d\u2060\ufeff]*/gsu
const ascii = /^[a-z0-9]$/
// Vietnamese has some hundred letters with marks: a text of a thousand letters folds each of them once.
const knownClusters = new Map<string, string>()
const mostKnown = 4_000

function foldCluster(letter: string): string {
  const known = knownClusters.get(letter)
  if (known !== undefined) return known
  const folded = foldPiece(letter)
  if (knownClusters.size < mostKnown && letter.length <= 8) knownClusters.set(letter, folded)
  return folded
}

// Of these alone (ASCII, Latin letters with their marks) words are what stands between everything else.
const latin = /^(?:[\u0009-\u007e\u00c0-\u024f\u1e00-\u1eff]|[\u0300-\u036f])*$/
const latinWord = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu
const knownWords = new Map<string, string>()
const mostWords = 20_000

function foldWord(written: string): string {
  const known = knownWords.get(written)
  if (known !== undefined) return known
  const folded = fold(written)
  if (knownWords.size < mostWords && written.length <= 24) knownWords.set(written, folded)
  return folded
}

/** The words of `foldedWords` with their places, so that what is found folded can be shown as it was written. */
export function placedWords(text: string): PlacedWord[] {
  if (!latin.test(text)) return placedClusters(text)
  const words: PlacedWord[] = []
  for (const { 0: written, index } of text.matchAll(latinWord)) {
    const word = foldWord(written)
    // A few letters have a sign in them that parts words (`ŀ` is `l·`).
    if (word.includes(' ')) return placedClusters(text)
    words.push({ word, start: index, end: index + written.length })
  }
  return words
}

/** As `placedWords` for every script, letter by letter. */
export function placedClusters(text: string): PlacedWord[] {
  const words: PlacedWord[] = []
  let open: PlacedWord | undefined
  for (const match of text.matchAll(cluster)) {
    if (match[0] === '') continue
    const start = match.index
    const end = start + match[0].length
    const folded = ascii.test(match[0]) ? match[0] : foldCluster(match[0])
    if (folded === '' && open) open.end = end
    if (open && folded !== '' && !folded.includes(' ')) {
      open.word += folded
      open.end = end
      continue
    }
    for (const [i, part] of folded.split(' ').entries()) {
      if (i > 0) open = undefined
      if (part === '') continue
      if (open) {
        open.word += part
        open.end = end
      } else {
        open = { word: part, start, end }
        words.push(open)
      }
    }
  }
  return words
}
