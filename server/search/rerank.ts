import { canonText } from './plan-marks.ts'
import { phrasings, type QueryPlan } from './query-planner.ts'
import { pair } from './readings.ts'
import type { Tier } from './tiers.ts'
import { markSign } from './tsquery.ts'

/** What of a hit its place is judged by. `head` is `DocumentVector.head`; the flags say what the engine found in the whole text. */
export type RankedHit = {
  id: string
  titleF: string
  titleC: string
  head: string
  date: number
  /** Every word is there; the phrase is; the phrase is there with the marks that were typed. */
  exact: boolean
  together: boolean
  marked: boolean
}

const weight: Record<string, number> = { A: 1, B: 0.5, C: 0.25, D: 0.05 }

/**
 * Hits in the order of rank-sql.ts, whose steps and worths these are: an engine that knows no marks and no tiers finds, this decides. Equals by
 * date, the newest first, then by id. Pure.
 */
export function rerank(plan: QueryPlan, tier: Tier, hits: readonly RankedHit[]): string[] {
  const score = scorer(plan, tier)
  return hits
    .map(hit => ({ hit, score: score(hit) }))
    .sort((a, b) => b.score - a.score || b.hit.date - a.hit.date || (a.hit.id < b.hit.id ? 1 : -1))
    .map(({ hit }) => hit.id)
}

function scorer(plan: QueryPlan, tier: Tier): (hit: RankedHit) => number {
  const own = plan.words.map(({ word }) => word)
  const title = ` ${own.join(' ')} `
  const ownLexemes = [...new Set([...own, ...pairsOf(own)])]
  const units = tier === 'most' || tier === 'any' ? [...plan.units, ...plan.loose] : plan.units
  const said = otherLexemes(
    plan,
    units.flatMap(({ synonyms }) => synonyms),
    new Set(ownLexemes),
  )
  const phrases = [...phrasings(plan).slice(1), ...plan.units.flatMap(({ synonyms }) => synonyms)]
  const others = [...new Set(phrases.map(words => ` ${words.join(' ')} `))]
  const marks = markScorer(plan)
  return hit => {
    const positions = (lexeme: string) => weightsOf(hit.head, lexeme)
    return (
      (hit.exact ? 8 : 0) +
      (hit.together ? 1.5 : 0) +
      (isSideBySide(plan, lexeme => positions(lexeme).length > 0) ? 3 : 0) +
      rank(ownLexemes, positions) * 6 +
      (hit.titleF.includes(title) ? 2 : 0) +
      (hit.titleF === title ? 1 : 0) +
      rank(said, positions) * 3 +
      (others.some(phrase => hit.titleF.includes(phrase)) ? 1.5 : 0) +
      marks(hit, positions)
    )
  }
}

const pairsOf = (words: readonly string[]): string[] => words.slice(1).map((word, i) => pair(words[i] ?? '', word))
const chainOf = (words: readonly string[]): string[] => (words.length > 1 ? pairsOf(words) : [...words])

/** What else the words may be, and what means the same: the lexemes of `PlanQueries.other` and `apart`. */
function otherLexemes(plan: QueryPlan, synonyms: readonly (readonly string[])[], own: ReadonlySet<string>): string[] {
  const forms = plan.words.map(({ word, others }) => [word, ...others])
  const beside = forms.slice(1).flatMap((here, i) => (forms[i] ?? []).flatMap(a => here.map(b => pair(a, b))))
  const words = plan.words.flatMap(({ others }) => others)
  const found = [...words, ...beside].filter(lexeme => !own.has(lexeme))
  return [...new Set([...found, ...synonyms.flatMap(chainOf)])]
}

function isSideBySide({ words }: QueryPlan, has: (lexeme: string) => boolean): boolean {
  const forms = words.map(({ word, others }) => [word, ...others])
  if (forms.length === 1) return (forms[0] ?? []).some(has)
  return forms.slice(1).every((here, i) => (forms[i] ?? []).some(a => here.some(b => has(pair(a, b)))))
}

function markScorer({ words }: QueryPlan): (hit: RankedHit, positions: (lexeme: string) => number[]) => number {
  const sure = words.flatMap(({ marked }) => (marked === null ? [] : [markSign + marked]))
  if (sure.length === 0) return () => 0
  const typed = words.map(({ word, marked }) => marked ?? word)
  const pairs = words.slice(1).map((word, i) => {
    const lexeme = markSign + pair(typed[i] ?? '', typed[i + 1] ?? '')
    return {
      lexeme,
      both: word.marked !== null && (words[i]?.marked ?? null) !== null,
      any: word.marked ?? words[i]?.marked,
    }
  })
  const all = [...sure, ...pairs.filter(({ both }) => both).map(({ lexeme }) => lexeme)]
  const asked = [...sure, ...pairs.filter(({ any }) => any).map(({ lexeme }) => lexeme)]
  const phrase = ` ${canonText({ words } as QueryPlan)} `
  return (hit, positions) => {
    const whole = all.every(lexeme => positions(lexeme).length > 0) ? 6 : hit.marked ? 5.5 : 0
    return whole + rank(asked, positions) * 3 + (hit.titleC.includes(phrase) ? 1.5 : 0)
  }
}

/** `ts_rank` of an OR of lexemes (PostgreSQL, tsrank.c, calc_rank_or), by the weights of a lexeme's places. */
function rank(lexemes: readonly string[], positions: (lexeme: string) => number[]): number {
  if (lexemes.length === 0) return 0
  let sum = 0
  for (const lexeme of lexemes) {
    const places = positions(lexeme)
    if (places.length === 0) continue
    const most = Math.max(...places)
    const at = places.indexOf(most)
    const faded = places.reduce((total, worth, i) => total + worth / (i + 1) ** 2, 0)
    sum += (most + faded - most / (at + 1) ** 2) / 1.64493406685
  }
  return sum / lexemes.length
}

/** The weights of the places of a lexeme in a vector's text, as `'nui':1A,5C`. */
function weightsOf(head: string, lexeme: string): number[] {
  const start = head.indexOf(`'${lexeme}':`)
  if (start < 0) return []
  const from = start + lexeme.length + 3
  const end = head.indexOf(' ', from)
  const places = head.slice(from, end < 0 ? undefined : end)
  return places.split(',').map(place => weight[place.at(-1) ?? 'D'] ?? weight.D!)
}
