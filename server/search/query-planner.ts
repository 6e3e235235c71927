import { otherNumber, singular } from './english-number.ts'
import type { QueryWord } from './query-words.ts'
import type { Reading } from './readings.ts'
import { longestSynonym, type Synonyms } from './synonyms.ts'

/** A word to look for: what it is taken for, what else it may be, and its marks where they were typed. */
export type PlannedWord = { word: string; others: string[]; marked: string | null }
/** Neighbouring words that mean one thing, with the phrases that mean it too. */
export type PlannedUnit = { from: number; length: number; synonyms: readonly (readonly string[])[] }

/** A query, understood; engines turn it into their own language. */
export type QueryPlan = {
  words: PlannedWord[]
  units: PlannedUnit[]
  /** Every word by itself, with what it alone may mean: for when the units find nothing. */
  loose: PlannedUnit[]
  /** The last word may be unfinished: it also finds what begins with it. */
  openEnd: boolean
  /** Whether this is anything but what was typed. */
  corrected: boolean
}

const asTyped = ({ word, marked }: QueryWord): PlannedWord => ({ word, marked, others: otherNumber(word) })

/** The query as typed: no correction, synonyms only. */
export function literalPlan(typed: readonly QueryWord[], synonyms: Synonyms): QueryPlan {
  const words = typed.map(asTyped)
  return { words, ...cuts(words, synonyms), openEnd: true, corrected: false }
}

/**
 * The query as `chosen` reads it. A typed word that was corrected though it can be found stays beside its correction.
 */
export function chosenPlan(
  typed: readonly QueryWord[],
  chosen: readonly Reading[],
  seen: (word: string) => boolean,
  synonyms: Synonyms,
): QueryPlan {
  const words = chosen.flatMap(({ kind, words: read }, i): PlannedWord[] => {
    const as = typed[i]
    if (!as) return []
    if (kind === 'typed') return [asTyped(as)]
    return read.map(word => ({ word, marked: null, others: read.length === 1 && seen(as.word) ? [as.word] : [] }))
  })
  const corrected = chosen.some(({ kind }) => kind !== 'typed')
  return { words, ...cuts(words, synonyms), openEnd: chosen.at(-1)?.kind === 'typed', corrected }
}

const cuts = (words: readonly PlannedWord[], synonyms: Synonyms): Pick<QueryPlan, 'units' | 'loose'> => ({
  units: unitsOf(words, synonyms, longestSynonym),
  loose: unitsOf(words, synonyms, 1),
})

/** Cuts the words into units of meaning, the longest known phrase first, left to right. */
function unitsOf(words: readonly PlannedWord[], synonyms: Synonyms, longest: number): PlannedUnit[] {
  const units: PlannedUnit[] = []
  for (let from = 0; from < words.length; from += units.at(-1)?.length ?? 1)
    units.push(unitAt(words, from, synonyms, longest))
  return units
}

function unitAt(words: readonly PlannedWord[], from: number, synonyms: Synonyms, longest: number): PlannedUnit {
  for (let length = Math.min(longest, words.length - from); length >= 1; length--) {
    const phrase = words.slice(from, from + length).map(w => w.word)
    const found = synonyms.get(phrase.join(' ')) ?? synonyms.get(phrase.map(word => singular(word) ?? word).join(' '))
    if (found) return { from, length, synonyms: found }
  }
  return { from, length: 1, synonyms: [] }
}

/**
 * The whole phrase as it may be written: itself, and with one unit at a time said in other words (`kcn trang bang` for `khu cong
 * nghiep trang bang`). At most 24.
 */
export function phrasings(plan: QueryPlan): string[][] {
  const own = plan.words.map(w => w.word)
  const said = plan.units.flatMap(({ from, length, synonyms }) =>
    synonyms.map(other => [...own.slice(0, from), ...other, ...own.slice(from + length)]),
  )
  return [own, ...said].slice(0, 24)
}
