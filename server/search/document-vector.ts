import type { AssetKind } from '#contracts/values'
import { canon, canonWords, isMarked } from './canon.ts'
import { fold, foldedWords, placedWords } from './fold.ts'
import { pair } from './readings.ts'
import type { PutReport, SearchDocument } from './search-index.ts'
import { markSign, titleSign } from './tsquery.ts'

/** A row of `search_doc`, but for its id; vectors as Postgres reads them. */
export type DocumentVector = {
  titleF: string
  titleC: string
  tsv: string
  head: string
  bodyC: string
  lexemes: string[]
} & PutReport

type Weight = 'A' | 'B' | 'C'
// Postgres: positions to 16383, 255 of them a lexeme, 1 MB a vector (textsearch limits). Ten places say enough of a word.
const lastPosition = 16_383
const mostPositions = 10
const mostBytes = 900_000
const longestLexeme = 120
/** As much of the body as is kept for showing where it was found, in UTF-16 units. */
const keptBody = 40_000

/** What people call a kind of thing when they look for one: `ảnh núi Bà Đen`. */
export const kindNames: Record<AssetKind, string> = {
  image: 'hình ảnh, ảnh chụp, photo, picture, image',
  video: 'video, clip, phim, thước phim',
  audio: 'âm thanh, ghi âm, audio',
  document: 'tài liệu, văn bản, document, PDF',
  article: 'bài viết, bài báo, tin bài, article',
}

/**
 * Builds the vectors of a document. `head` holds title (A), tags and aliases (B), description and caption (C): folded words,
 * neighbouring pairs, and both again with marks where they have any. `tsv` holds the folded ones, those of the title
 * once more with a sign, and the body (D), each word once.
 */
export function documentVector(document: SearchDocument): DocumentVector {
  const head = new Map<string, string[]>()
  let position = 0
  const add = (text: string, weight: Weight) => {
    const words = placedWords(text).map(({ word, start, end }) => ({ word, ...marksOf(text.slice(start, end)) }))
    for (const [i, { word, canonical, marked }] of words.entries()) {
      position = Math.min(position + 1, lastPosition)
      const place = `${position}${weight}`
      const before = words[i - 1]
      put(head, word, place)
      if (before) put(head, pair(before.word, word), place)
      if (marked) put(head, markSign + canonical, place)
      if (before && (marked || before.marked)) put(head, markSign + pair(before.canonical, canonical), place)
    }
    position += 8
  }
  add(document.title, 'A')
  for (const tag of [...document.tags, ...document.aliases]) add(tag, 'B')
  for (const text of [document.description, document.caption]) add(text, 'C')
  const folded = new Map([...head].filter(([lexeme]) => !lexeme.startsWith(markSign)))
  const titled = [...folded].filter(([, places]) => places[0]?.endsWith('A')).map(([lexeme]) => titleSign + lexeme)
  const own = new Map([...folded, ...titled.map((lexeme): [string, string[]] => [lexeme, [`${lastPosition}D`]])])
  const { all, cut } = withBody(own, document)
  return {
    titleF: ` ${fold(document.title)} `,
    titleC: ` ${canonWords(document.title)} `,
    tsv: literal(all),
    head: literal(head),
    bodyC: document.body.normalize('NFC').slice(0, keptBody),
    lexemes: [...folded.keys()],
    cut,
  }
}

type Marks = { canonical: string; marked: boolean }
// Vietnamese has some seven thousand syllables: each is worked out once, not at every word of every item.
const knownMarks = new Map<string, Marks>()
const mostKnown = 20_000

function marksOf(written: string): Marks {
  const known = knownMarks.get(written)
  if (known) return known
  const canonical = canon(written)
  const marks = { canonical, marked: isMarked(canonical) }
  if (knownMarks.size < mostKnown && written.length <= 24) knownMarks.set(written, marks)
  return marks
}

function put(vector: Map<string, string[]>, lexeme: string, place: string): void {
  if (lexeme.length > longestLexeme) return
  const places = vector.get(lexeme)
  if (!places) vector.set(lexeme, [place])
  else if (places.length < mostPositions) places.push(place)
}

/** Adds body and names to the head's lexemes; single words first, so that a book that does not fit loses pairs, not words. */
function withBody(
  head: ReadonlyMap<string, string[]>,
  document: SearchDocument,
): { all: Map<string, string[]> } & PutReport {
  const all = new Map(head)
  const texts = [...document.names, kindNames[document.kind], document.body].map(foldedWords)
  let bytes = literal(all).length * 2
  let full = false
  const add = (lexeme: string) => {
    if (all.has(lexeme) || lexeme.length > longestLexeme) return
    bytes += Buffer.byteLength(lexeme) + 6
    if (bytes > mostBytes) full = true
    else all.set(lexeme, [`${lastPosition}D`])
  }
  for (const words of texts) for (const word of words) add(word)
  for (const words of texts) for (const [i, word] of words.entries()) if (i > 0) add(pair(words[i - 1] ?? '', word))
  return { all, cut: full ? { reason: 'body-too-long', characters: document.body.length } : null }
}

// Lexemes are letters, digits, `_` and the sign: the quotes are for the sign and for scripts that the parser does not know.
function literal(vector: ReadonlyMap<string, string[]>): string {
  return [...vector].map(([lexeme, places]) => `'${lexeme}':${places.join(',')}`).join(' ')
}
