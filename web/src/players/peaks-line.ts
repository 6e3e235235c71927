/** The hub's `peaks` of a sound: a lowest and a highest sample in turn, 8 bit. */
export type SoundPeaks = { bits: 8; data: readonly number[] }

/** One height (0 to 1) for each pair of peaks, as the waveform draws them: the sample that is farthest from silence. */
export function peaksLine({ data }: SoundPeaks): number[] {
  const line: number[] = []
  for (let at = 0; at + 1 < data.length; at += 2) {
    line.push(Math.min(1, Math.max(Math.abs(data[at] ?? 0), Math.abs(data[at + 1] ?? 0)) / 128))
  }
  return line
}
