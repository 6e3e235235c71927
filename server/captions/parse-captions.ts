import type { CaptionFault, CaptionMend } from './caption-fault.ts'
import { cueText } from './cue-text.ts'

/** Times in milliseconds; `line` counts from 1 and is where its times stand; `settings` as WebVTT writes them. */
export type Cue = { line: number; startMs: number; endMs: number; vtt: string; plain: string; settings: string }
export type Noted<C> = { code: C; line: number }
export type Parsed = { cues: Cue[]; faults: Noted<CaptionFault>[]; mends: Noted<CaptionMend>[] }

export const mostCues = 20_000
const mostText = 1000
// So many places are enough to mend a file by.
const mostFaults = 20

const time = String.raw`(-?)(?:(\d{1,2}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,3}))?`
const times = new RegExp(String.raw`^\s*${time}\s*-->\s*${time}(?:\s+(.*))?$`)
const settingForms =
  /^(?:align:(?:start|center|end|left|right)|line:-?\d{1,3}%?|position:\d{1,3}%|size:\d{1,3}%|vertical:(?:rl|lr))$/

/** Reads WebVTT or SubRip, forgiving what players forgive; what they would show wrongly is a fault with its line. One pass. */
export function parseCaptions(text: string): Parsed {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)
  const parsed: Parsed = { cues: [], faults: [], mends: [] }
  let at = /^WEBVTT(?:[ \t]|$)/.test(lines[0] ?? '') ? blockEnd(lines, 0) : 0
  while (at < lines.length && parsed.faults.length < mostFaults) {
    if (lines[at]!.trim() === '') {
      at += 1
      continue
    }
    const timed = lines[at]!.includes('-->') ? at : lines[at + 1]?.includes('-->') ? at + 1 : null
    const end = blockEnd(lines, timed === null ? at : timed + 1)
    if (timed === null) note(parsed, lines, at)
    else if (parsed.cues.length >= mostCues) return { ...parsed, faults: [{ code: 'too-many-cues', line: timed + 1 }] }
    else takeCue(parsed, lines, timed, end)
    at = end
  }
  if (parsed.cues.length === 0 && parsed.faults.length === 0) parsed.faults.push({ code: 'no-cues', line: 1 })
  return parsed
}

/** The line after the last of a block, which an empty line ends, or a line with times: many files forget the empty one. */
function blockEnd(lines: readonly string[], from: number): number {
  let at = from
  while (at < lines.length && lines[at]!.trim() !== '' && (at === from || !startsCue(lines, at))) at += 1
  return at
}

function startsCue(lines: readonly string[], at: number): boolean {
  return lines[at]!.includes('-->') || (/^\s*\d+\s*$/.test(lines[at]!) && lines[at + 1]?.includes('-->') === true)
}

/** A block without times: a note, a style, or words that belong to no cue. */
function note(parsed: Parsed, lines: readonly string[], at: number): void {
  const known = /^(?:NOTE|STYLE|REGION)\b/.test(lines[at]!) || parsed.cues.length > 0
  if (known) parsed.mends.push({ code: 'block-removed', line: at + 1 })
  else parsed.faults.push({ code: 'not-captions', line: at + 1 })
}

function takeCue(parsed: Parsed, lines: readonly string[], at: number, end: number): void {
  const line = at + 1
  const found = times.exec(lines[at]!)
  const [startMs, endMs] = found ? [milliseconds(found, 1), milliseconds(found, 6)] : [null, null]
  const source = lines.slice(at + 1, end).join('\n')
  const late = faultOfTimes(found, startMs, endMs) ?? (source.length > mostText * 5 ? 'text-too-long' : null)
  const text = late ? null : cueText(source)
  const fault = late ?? (text!.plain.length > mostText ? 'text-too-long' : null)
  if (fault || !found || !text) {
    parsed.faults.push({ code: fault ?? 'bad-time', line })
    return
  }
  if (text.reduced) parsed.mends.push({ code: 'tags-removed', line: line + 1 })
  if (text.plain === '') {
    parsed.mends.push({ code: 'empty-cue', line })
    return
  }
  const settings = [...new Set((found[11] ?? '').split(/\s+/).filter(each => settingForms.test(each)))]
  if (text.top && settings.length === 0) settings.push('line:0')
  const { vtt, plain } = text
  parsed.cues.push({ line, startMs: startMs!, endMs: endMs!, vtt, plain, settings: settings.join(' ') })
}

function faultOfTimes(found: RegExpExecArray | null, from: number | null, to: number | null): CaptionFault | null {
  if (!found || from === null || to === null) return 'bad-time'
  if (found[1] || found[6]) return 'negative-time'
  return to <= from ? 'ends-before-start' : null
}

/** Null for 61 minutes or seconds. */
function milliseconds(found: RegExpExecArray, from: number): number | null {
  const [hours, minutes, seconds] = [found[from + 1] ?? 0, found[from + 2], found[from + 3]].map(Number)
  if (minutes! > 59 || seconds! > 59) return null
  return ((hours! * 60 + minutes!) * 60 + seconds!) * 1000 + Number((found[from + 4] ?? '0').padEnd(3, '0'))
}
