import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { foldedWords } from '#server/search/fold'
import { readGlossary } from '../../prisma/seed/glossary.ts'

/** Draws the same numbers at every run. */
export type Draw = {
  /** In [0, 1). */
  unit(): number
  /** A whole number in [0, n). */
  below(n: number): number
  /** One of them, by Zipf's law in their order: the k-th at 1/k. */
  zipf<T>(from: readonly T[]): T
  pick<T>(from: readonly T[]): T
}

/** A generator of the kind mulberry32, 32 bits of state. */
export function draw(seed: number): Draw {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number) => Math.floor(unit() * n)
  return {
    unit,
    below,
    // The inverse of the sum of 1/k, taken as a logarithm: k = (n + 1)^u.
    zipf: from => from[Math.min(from.length - 1, Math.floor((from.length + 1) ** unit()) - 1)]!,
    pick: from => from[below(from.length)]!,
  }
}

/** Syllables and phrases as the hub's own texts have them, the most frequent first. */
export type Corpus = { syllables: string[]; phrases: string[] }

const judged = fileURLToPath(new URL('../../test/search/judged/', import.meta.url))
const communes = fileURLToPath(new URL('../../prisma/seed/communes-2025.csv', import.meta.url))

/** Reads glossary, places and judged texts of this repository. */
export async function readCorpus(): Promise<Corpus> {
  const files = await Promise.all(['docs.jsonl', 'province/docs.jsonl'].map(file => readFile(judged + file, 'utf8')))
  const docs = files.flatMap(file => file.split('\n').filter(Boolean)).map(saidBy)
  const places = (await readFile(communes, 'utf8')).split('\n').flatMap(line => line.split(',')[1] ?? [])
  const phrases = (await readGlossary()).flatMap(({ phrases }) => phrases)
  const counts = new Map<string, number>()
  for (const text of [...docs, ...places, ...phrases]) {
    for (const word of text
      .normalize('NFC')
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [])
      counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const syllables = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word)
  const known = [...places, ...phrases].filter(phrase => foldedWords(phrase).length > 1)
  return { syllables, phrases: shuffled([...new Set(known)], draw(7)) }
}

function saidBy(line: string): string {
  const { title, description, body, tags } = JSON.parse(line) as Record<string, string | string[] | undefined>
  return [title, description, body, ...(tags ?? [])].join(' ')
}

function shuffled<T>(values: T[], { below }: Draw): T[] {
  for (let i = values.length - 1; i > 0; i--) {
    const k = below(i + 1)
    ;[values[i], values[k]] = [values[k]!, values[i]!]
  }
  return values
}

/** Text of so many parts: two of three are syllables, the others phrases, both by Zipf's law. */
export function text(corpus: Corpus, random: Draw, parts: number): string {
  const said = Array.from({ length: parts }, () =>
    random.below(3) > 0 ? random.zipf(corpus.syllables) : random.zipf(corpus.phrases),
  ).join(' ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}

/** Questions of one to three neighbouring words of titles; every second one is typed without marks. */
export function questions(corpus: Corpus, seed: number, count: number): string[] {
  const random = draw(seed)
  return Array.from({ length: count }, (_, index) => {
    const words =
      text(corpus, random, 6)
        .toLowerCase()
        .match(/\p{L}+/gu) ?? []
    const length = 1 + (index % 3)
    const from = random.below(Math.max(1, words.length - length + 1))
    const typed = words.slice(from, from + length)
    return (index % 2 ? typed : foldedWords(typed.join(' '))).join(' ')
  })
}
