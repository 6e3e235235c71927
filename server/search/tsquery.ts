import { type PlannedUnit, type PlannedWord, phrasings, type QueryPlan } from './query-planner.ts'
import { pair } from './readings.ts'

/** A plan in Postgres' query language. Every lexeme is quoted letters and digits, so nothing typed can be syntax. */
export type PlanQueries = {
  /** All the words side by side, in one of the phrasings. */
  phrase: string
  /** Every unit, in its own or in other words. */
  all: string
  /** As `all`, the last word open at its end; null where a beginning would say too little. */
  open: string | null
  /** For three words or more: all units but one, all words though not as a phrase; any unit, any word. */
  most: string | null
  any: string | null
  /** The words side by side as they are taken, in no other words. */
  sideBySide: string
  /** As they are taken, side by side in the title. */
  titled: string
  /** To rank by: words and pairs as taken; what else the words may be, and synonyms. */
  own: string
  other: string | null
  /** As `other`, with what each word alone may mean too: to rank where the units were taken apart. */
  apart: string | null
  /** The words with the marks that were typed: any of them, all of them. Null where none were typed. */
  marked: string | null
  allMarked: string | null
}

/** Lexemes that carry marks stand in `head` only, told apart by this sign. */
export const markSign = '='

/** Words and pairs of titles stand in `tsv` once more with this sign: asked for by weight, every vector would be unpacked. */
export const titleSign = '^'

const quote = (lexeme: string): string => `'${lexeme.replace(/[^\p{L}\p{N}\p{M}_=^]/gu, '')}'`
const anyOf = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' | ')})`)
const allOf = (parts: readonly string[]): string => (parts.length === 1 ? (parts[0] ?? '') : `(${parts.join(' & ')})`)

/** Words side by side: every neighbouring pair is there. One word is itself. */
function chain(words: readonly string[]): string {
  return words.length === 1
    ? quote(words[0] ?? '')
    : allOf(words.slice(1).map((word, i) => quote(pair(words[i] ?? '', word))))
}

/** Compiles a plan of at least one word. */
export function planQueries(plan: QueryPlan): PlanQueries {
  const units = plan.units.map(unit => unitQuery(plan, unit, false))
  const joined = plan.words.length > 1 && plan.words.length <= 5 ? [quote(plan.words.map(w => w.word).join(''))] : []
  const last = plan.words.at(-1)?.word ?? ''
  const openUnits = plan.units.map((unit, i) => unitQuery(plan, unit, i === plan.units.length - 1))
  return {
    phrase: anyOf([...new Set([sideBySide(plan), ...phrasings(plan).slice(1).map(chain), ...joined])]),
    all: anyOf([allOf(units), ...joined]),
    open: plan.openEnd && last.length >= 2 ? allOf(openUnits) : null,
    most: mostQuery(plan),
    any: plan.words.length > 1 ? anyOf([...new Set([...units, ...looseWords(plan)])]) : null,
    sideBySide: sideBySide(plan),
    titled: titledQuery(plan),
    own: ownQuery(plan),
    other: otherQuery(plan, plan.units),
    apart: otherQuery(plan, [...plan.units, ...plan.loose]),
    ...markedQueries(plan),
  }
}

const looseWords = (plan: QueryPlan): string[] => plan.loose.map(unit => unitQuery(plan, unit, false))

/**
 * What misses little of a long query. A unit of more than half of the words is no little; a phrase that is known may be written apart
 * (`nghề làm nhang` where the text has `làng nhang`).
 */
function mostQuery(plan: QueryPlan): string | null {
  if (plan.words.length < 3) return null
  const { units } = plan
  const compiled = units.map(unit => unitQuery(plan, unit, false))
  const loose = looseWords(plan)
  const but = (parts: readonly string[], i: number) => allOf(parts.filter((_, k) => k !== i))
  const short = units.flatMap(({ length }, i) => (units.length > 2 && length * 2 <= plan.words.length ? [i] : []))
  const queries = [
    ...short.map(i => but(compiled, i)),
    ...(units.length < plan.words.length ? [allOf(loose)] : []),
    ...(units.length < 3 ? loose.map((_, i) => but(loose, i)) : []),
  ]
  return queries.length > 0 ? anyOf([...new Set(queries)]) : null
}

function unitQuery(plan: QueryPlan, { from, length, synonyms }: PlannedUnit, open: boolean): string {
  const words = plan.words.slice(from, from + length).map(({ word, others }, i) => {
    const begins = open && i === length - 1 ? [`${quote(word)}:*`] : []
    return anyOf([quote(word), ...others.map(quote), ...begins])
  })
  return anyOf([allOf(words), ...synonyms.map(chain)])
}

/** The plan's own words side by side, each as taken or as what else it may be. */
function sideBySide({ words }: QueryPlan): string {
  const [first] = words
  if (words.length === 1 && first) return anyOf(formsOf(first).map(quote))
  return allOf(words.slice(1).map((word, i) => anyOf(pairsOf(words[i], word).map(quote))))
}

function titledQuery({ words }: QueryPlan): string {
  const taken = words.map(({ word }) => word)
  const lexemes = taken.length === 1 ? taken : taken.slice(1).map((word, i) => pair(taken[i] ?? '', word))
  return allOf(lexemes.map(lexeme => quote(titleSign + lexeme)))
}

const formsOf = ({ word, others }: PlannedWord): string[] => [word, ...others]
const pairsOf = (before: PlannedWord | undefined, word: PlannedWord): string[] =>
  before ? formsOf(before).flatMap(a => formsOf(word).map(b => pair(a, b))) : []

function ownQuery({ words }: QueryPlan): string {
  return anyOf([...ownLexemes(words)].map(quote))
}

const ownLexemes = (words: readonly PlannedWord[]): Set<string> =>
  new Set(words.flatMap(({ word }, i) => (i === 0 ? [word] : [word, pair(words[i - 1]?.word ?? '', word)])))

function otherQuery({ words }: QueryPlan, units: readonly PlannedUnit[]): string | null {
  const own = ownLexemes(words)
  const others = words
    .flatMap((word, i) => [...word.others, ...pairsOf(words[i - 1], word)])
    .filter(lexeme => !own.has(lexeme))
  const parts = new Set([...others.map(quote), ...units.flatMap(({ synonyms }) => synonyms.map(chain))])
  return parts.size > 0 ? anyOf([...parts]) : null
}

function markedQueries({ words }: QueryPlan): { marked: string | null; allMarked: string | null } {
  const sure: string[] = []
  const perhaps: string[] = []
  for (const [i, { word, marked }] of words.entries()) {
    const before = words[i - 1]
    if (marked) sure.push(markSign + marked)
    if (!before || (!marked && !before.marked)) continue
    // A neighbour without marks may be meant so (`cao đài`) or be typed lazily (`bà den`): good to find, no fault to miss.
    const side = before.marked && marked ? sure : perhaps
    side.push(markSign + pair(before.marked ?? before.word, marked ?? word))
  }
  if (sure.length === 0) return { marked: null, allMarked: null }
  return { marked: anyOf([...sure, ...perhaps].map(quote)), allMarked: allOf(sure.map(quote)) }
}
