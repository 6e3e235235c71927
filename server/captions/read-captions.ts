import type { CaptionInput } from '#contracts/caption'
import { ProblemError } from '#server/platform/problem-error'
import { type CaptionFault, type CaptionMend, captionSentences } from './caption-fault.ts'
import { decodeCaptions } from './decode-captions.ts'
import { mendCues } from './mend-cues.ts'
import { type Cue, type Noted, parseCaptions } from './parse-captions.ts'

export type Notice = { code: string; line: number; count: number; detail: string }
export type ReadCaptions = { cues: Cue[]; encoding: string; notices: Notice[] }

/**
 * Makes clean cues of what a person sent, against a film of `filmMs` (null: not known yet). Throws `captions-refused` with a sentence
 * for each fault that names its line, in `language`. Pure.
 */
export function readCaptions(
  { text, file }: Pick<CaptionInput, 'text' | 'file'>,
  filmMs: number | null,
  language: 'vi' | 'en',
): ReadCaptions {
  const decoded =
    file === undefined ? { text: text ?? '', encoding: 'utf-8' } : decodeCaptions(Buffer.from(file, 'base64'))
  if (!decoded) throw refused([{ code: 'unknown-encoding', line: 1 }], language)
  const parsed = parseCaptions(decoded.text)
  if (parsed.faults.length > 0) throw refused(parsed.faults, language)
  const mended = mendCues(parsed.cues, filmMs)
  if (mended.faults.length > 0) throw refused(mended.faults, language)
  if (mended.cues.length === 0) throw refused([{ code: 'no-cues', line: 1 }], language)
  const notices = noticesOf([...parsed.mends, ...mended.mends], language)
  return { cues: mended.cues, encoding: decoded.encoding, notices }
}

function refused(faults: readonly Noted<CaptionFault>[], language: 'vi' | 'en'): ProblemError {
  const errors = faults.map(({ code, line }) => ({
    pointer: '/body/text',
    code,
    detail: captionSentences[code][language](line, 1),
  }))
  return new ProblemError('captions-refused', { detail: errors[0]!.detail, errors })
}

/** One notice for each kind of mending: its first line and how often. */
function noticesOf(mends: readonly Noted<CaptionMend>[], language: 'vi' | 'en'): Notice[] {
  return [...new Set(mends.map(({ code }) => code))].map(code => {
    const places = mends.filter(mend => mend.code === code).map(({ line }) => line)
    const line = places.reduce((first, each) => Math.min(first, each))
    return { code, line, count: places.length, detail: captionSentences[code][language](line, places.length) }
  })
}
