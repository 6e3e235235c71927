import { markedWords } from './meilisearch-document.ts'
import { canonText } from './plan-marks.ts'
import { type PlannedUnit, type PlannedWord, phrasings, type QueryPlan } from './query-planner.ts'
import type { Tier } from './tiers.ts'

/** Phrases that must all be there, each in one place: words of a phrase stand side by side. */
export type Terms = readonly (readonly string[])[]

/** One question to the engine: `q` in its language; `on`: the one field it is asked of; `weight`: how far before others its finds stand. */
export type EngineQuery = { q: string; weight: number; on?: 'title' | 'marks' }

// The engine reads ten words or phrases of a query and drops the rest without a word.
const mostTerms = 10
// Ways to say one query that are asked for; beyond, nobody means them all.
const mostWays = 24

const weights: Record<Tier, number> = { phrase: 8, all: 4, open: 2, most: 1, any: 0.5 }
const titled = 16
const marked = 32

/** The ways in which a query may be written at one tier, the likeliest first; null where the plan has no such tier. The twin of `planQueries`. */
export function waysOf(plan: QueryPlan, tier: Tier): Terms[] | null {
  const ways = tierWays[tier](plan)
  return ways && unique(ways).slice(0, mostWays)
}

const tierWays: Record<Tier, (plan: QueryPlan) => Terms[] | null> = {
  phrase: plan => [
    ...sideBySide(plan.words),
    ...phrasings(plan)
      .slice(1)
      .map(phrase => [phrase]),
    ...joined(plan),
  ],
  all: plan => [...everyUnit(plan, plan.units), ...joined(plan)],
  open: plan => (plan.openEnd && (plan.words.at(-1)?.word.length ?? 0) >= 2 ? everyUnit(plan, plan.units) : null),
  most: mostWaysOf,
  any: plan => (plan.words.length > 1 ? [...plan.units, ...plan.loose].flatMap(unit => unitWays(plan, unit)) : null),
}

/** Run together, as it may be written: `nuibaden`. */
const joined = ({ words }: QueryPlan): Terms[] =>
  words.length > 1 && words.length <= 5 ? [[[words.map(({ word }) => word).join('')]]] : []

const formsOf = ({ word, others }: PlannedWord): string[] => [word, ...others]

function sideBySide(words: readonly PlannedWord[]): Terms[] {
  return product(words.map(formsOf)).map(phrase => [phrase])
}

/** A unit in its own words, wherever they stand, and in each phrase that means it. */
function unitWays(plan: QueryPlan, { from, length, synonyms }: PlannedUnit): Terms[] {
  const own = product(plan.words.slice(from, from + length).map(formsOf)).map(words => words.map(word => [word]))
  return [...own, ...synonyms.map(phrase => [phrase])]
}

function everyUnit(plan: QueryPlan, units: readonly PlannedUnit[]): Terms[] {
  return product(units.map(unit => unitWays(plan, unit))).map(ways => ways.flat())
}

/** As `mostQuery` in tsquery.ts: all units but a short one, all words apart, all words but one. */
function mostWaysOf(plan: QueryPlan): Terms[] | null {
  const { words, units, loose } = plan
  if (words.length < 3) return null
  const but = (of: readonly PlannedUnit[], i: number) =>
    everyUnit(
      plan,
      of.filter((_, k) => k !== i),
    )
  const ways = [
    ...units.flatMap(({ length }, i) =>
      units.length > 2 && length * 2 <= words.length ? but(units, i).slice(0, 6) : [],
    ),
    ...(units.length < words.length ? everyUnit(plan, loose).slice(0, 6) : []),
    ...(units.length < 3 ? loose.flatMap((_, i) => but(loose, i).slice(0, 6)) : []),
  ]
  return ways.length > 0 ? ways : null
}

/** Every choice of one of each, first those that differ least from the first of each; as many as are asked for. */
function product<T>(choices: readonly (readonly T[])[]): T[][] {
  const first = choices.flatMap(options => options.slice(0, 1))
  if (first.length < choices.length) return []
  const ways: T[][] = [first]
  for (let next = 0; next < ways.length && ways.length < mostWays; next++) {
    const way = ways[next] ?? []
    // Only behind the last choice that differs: each way comes up once.
    const last = way.findLastIndex((option, i) => option !== first[i])
    for (let i = last + 1; i < choices.length; i++)
      for (const option of (choices[i] ?? []).slice(1)) ways.push(way.with(i, option))
  }
  return ways.slice(0, mostWays)
}

function unique(ways: readonly Terms[]): Terms[] {
  return [...new Map(ways.map(way => [queryText(way, false), way])).values()]
}

/**
 * In the engine's language: quoted, a word is that word alone and never dropped, and words are that phrase. Words are folded letters and digits:
 * no quote, no dash, no operator can be among them. `open`: the last word may go on, which needs it to stand without quotes.
 */
export function queryText(terms: Terms, open: boolean): string {
  const kept = terms.slice(0, mostTerms)
  return kept
    .map((words, i) => (open && i === kept.length - 1 && words.length === 1 ? words[0] : `"${words.join(' ')}"`))
    .join(' ')
}

/** All ways of a tier as questions: what is found is their union. Null where the plan has no such tier. */
export function tierQueries(plan: QueryPlan, tier: Tier): EngineQuery[] | null {
  const ways = waysOf(plan, tier)
  return ways?.map(terms => ({ q: queryText(terms, tier === 'open'), weight: weights[tier] })) ?? null
}

// Each is part of the next wider tier, so asking for it as well finds nothing more and brings it forward.
const within: Record<Tier, readonly Tier[]> = {
  phrase: ['phrase'],
  all: ['phrase', 'all'],
  open: ['phrase', 'all', 'open'],
  most: ['phrase', 'all', 'most'],
  any: ['phrase', 'all', 'most', 'any'],
}

/** A tier's questions by relevance: what has the marks typed first, then the phrase in the title, then narrow before wide. */
export function rankedQueries(plan: QueryPlan, tier: Tier): EngineQuery[] {
  const own = queryText([plan.words.map(({ word }) => word)], false)
  return [
    ...marksQueries(plan).map(q => ({ ...q, weight: marked })),
    { q: own, weight: titled, on: 'title' as const },
    ...within[tier].flatMap(narrower => tierQueries(plan, narrower) ?? []),
  ]
}

/**
 * The words with the marks that were typed, as the field `marks` spells them: side by side, and anywhere. What they find, `all` finds too. None
 * where no marks were typed.
 */
export function marksQueries(plan: QueryPlan): EngineQuery[] {
  if (plan.words.every(({ marked: typed }) => typed === null)) return []
  const apart = plan.words.map(({ word, marked: typed }) => [typed === null ? word : markedWords(typed)])
  return [
    { q: `"${markedWords(canonText(plan))}"`, weight: 1, on: 'marks' },
    { q: queryText(apart, false), weight: 1 },
  ]
}
