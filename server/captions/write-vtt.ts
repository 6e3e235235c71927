import type { Cue } from './parse-captions.ts'

/** WebVTT (W3C) of cues that are clean already: UTF-8, LF, every time with its hours. */
export function writeVtt(cues: readonly Pick<Cue, 'startMs' | 'endMs' | 'vtt' | 'settings'>[]): string {
  const blocks = cues.map(
    ({ startMs, endMs, vtt, settings }) =>
      `${timestamp(startMs)} --> ${timestamp(endMs)}${settings ? ` ${settings}` : ''}\n${vtt}\n`,
  )
  return `WEBVTT\n\n${blocks.join('\n')}`
}

function timestamp(ms: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(ms / 3_600_000)}:${two((ms / 60_000) % 60)}:${two((ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
