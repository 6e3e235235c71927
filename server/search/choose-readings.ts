import { type Evidence, pair, type Reading } from './readings.ts'
import type { Synonyms } from './synonyms.ts'

type Step = { score: number; reading: Reading; from: Step | null }

// What two neighbours seen side by side are worth; more than one typing error (1.8 to 2) costs, less than two.
const together = 2.5
// A word as typed that nobody who asks can find: dearer than any reading that can be found.
const unseen = 6

/**
 * The likeliest reading of every word, all together (Viterbi): the cost of each reading against how well neighbours stand side by
 * side. Readings whose words cannot be seen by whoever asks are no choice, so nothing hidden can shine through a correction.
 */
export function chooseReadings(readings: readonly Reading[][], evidence: Evidence, synonyms: Synonyms): Reading[] {
  let steps: (Step | null)[] = [null]
  for (const [i, options] of readings.entries()) {
    const last = i === readings.length - 1
    const open = options.filter(option => option.kind === 'typed' || stands(option, evidence))
    steps = open.map(reading => bestStep(reading, steps, evidence, ownScore(reading, evidence, synonyms, last), last))
  }
  const best = steps.reduce<Step | null>((a, b) => (a === null || (b !== null && b.score > a.score) ? b : a), null)
  const chosen: Reading[] = []
  for (let step = best; step !== null; step = step.from) chosen.unshift(step.reading)
  return chosen
}

function bestStep(reading: Reading, before: (Step | null)[], evidence: Evidence, own: number, last: boolean): Step {
  let best: Step | null = null
  for (const step of before) {
    const left = step?.reading.words.at(-1)
    const joined = left === undefined ? '' : pair(left, reading.words[0] ?? '')
    const beside =
      joined !== '' && (evidence.has(joined) || (last && reading.kind === 'typed' && evidence.has(`${joined}*`)))
    const score = (step?.score ?? 0) + own + (beside ? together : 0)
    if (best === null || score > best.score) best = { score, reading, from: step }
  }
  return best ?? { score: own, reading, from: null }
}

function ownScore({ kind, words, cost }: Reading, evidence: Evidence, synonyms: Synonyms, last: boolean): number {
  const word = words[0] ?? ''
  if (kind === 'typed' && !evidence.has(word) && !synonyms.has(word))
    return last && evidence.has(`${word}*`) ? -0.3 : -unseen
  return words.length > 1 ? -cost + (words.length - 1) * together * 0.5 : -cost
}

/** Whether a reading can be seen: all its words and, for a cut, most of its neighbours side by side (3 of 5, so all of 2). */
function stands({ words }: Reading, evidence: Evidence): boolean {
  if (!words.every(word => evidence.has(word))) return false
  const pairs = words.slice(1).filter((word, i) => evidence.has(pair(words[i] ?? '', word))).length
  return words.length === 1 || pairs >= Math.max(1, Math.ceil((words.length - 1) * 0.6))
}
