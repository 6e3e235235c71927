/** How loud a sound is by EBU R 128 (ITU-R BS.1770): in LUFS, LU and dBTP. Null: silence has none. */
export type Loudness = { integrated: number | null; range: number | null; truePeak: number | null }

/**
 * Reads the summary that ffmpeg's ebur128 filter prints at its end; null where there is none. The last one counts: what stands before
 * it may be a file's own words.
 */
export function readLoudness(words: string): Loudness | null {
  const at = words.lastIndexOf('Integrated loudness:')
  if (at < 0) return null
  const summary = words.slice(at)
  const number = (pattern: RegExp) => {
    const value = Number(pattern.exec(summary)?.[1] ?? Number.NaN)
    return Number.isFinite(value) ? value : null
  }
  const integrated = number(/\bI:\s+(-?[\d.]+) LUFS/)
  // -70 is where its gate is: nothing louder was there.
  const silent = integrated === null || integrated <= -70
  return {
    integrated: silent ? null : integrated,
    range: silent ? null : number(/\bLRA:\s+(-?[\d.]+) LU\b/),
    truePeak: number(/\bPeak:\s+(-?[\d.]+) dBFS/),
  }
}
