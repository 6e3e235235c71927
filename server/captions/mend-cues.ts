import type { CaptionFault, CaptionMend } from './caption-fault.ts'
import type { Cue, Noted } from './parse-captions.ts'

export type Mended = { cues: Cue[]; faults: Noted<CaptionFault>[]; mends: Noted<CaptionMend>[] }

// What a rounded length and a lazy editor differ by.
const toleranceMs = 500

/**
 * Puts cues in order, one at a time on the screen, none past the end of the film. `filmMs` is null where nobody knows it yet. What
 * begins after the end is a fault: then the captions are another cut's.
 */
export function mendCues(given: readonly Cue[], filmMs: number | null): Mended {
  const mends: Noted<CaptionMend>[] = []
  const late = given.find((cue, i) => i > 0 && cue.startMs < given[i - 1]!.startMs)
  if (late) mends.push({ code: 'reordered', line: late.line })
  const cues: Cue[] = []
  for (const cue of [...given].sort((a, b) => a.startMs - b.startMs)) {
    const before = cues.at(-1)
    if (before && before.startMs === cue.startMs) {
      mends.push({ code: 'merged', line: cue.line })
      cues[cues.length - 1] = together(before, cue)
      continue
    }
    if (before && before.endMs > cue.startMs) {
      mends.push({ code: 'overlap', line: before.line })
      cues[cues.length - 1] = { ...before, endMs: cue.startMs }
    }
    cues.push(cue)
  }
  if (filmMs === null) return { cues, faults: [], mends }
  const beyond = cues.filter(cue => cue.startMs >= filmMs)
  const faults = beyond.slice(0, 20).map(({ line }) => ({ code: 'past-end' as const, line }))
  for (const { line } of cues.filter(cue => cue.startMs < filmMs && cue.endMs > filmMs + toleranceMs))
    mends.push({ code: 'cut-at-end', line })
  return { cues: cues.map(cue => ({ ...cue, endMs: Math.min(cue.endMs, filmMs) })), faults, mends }
}

function together(a: Cue, b: Cue): Cue {
  return { ...a, endMs: Math.max(a.endMs, b.endMs), vtt: `${a.vtt}\n${b.vtt}`, plain: `${a.plain}\n${b.plain}` }
}
