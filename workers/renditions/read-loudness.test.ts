import { describe, expect, it } from 'vitest'
import { readLoudness } from './read-loudness.ts'

const summary = (i: string, lra: string, peak: string) => `[Parsed_ebur128_1 @ 0x1] Summary:

  Integrated loudness:
    I:         ${i} LUFS
    Threshold: -33.5 LUFS

  Loudness range:
    LRA:         ${lra} LU
    Threshold: -43.4 LUFS
    LRA low:   -25.8 LUFS
    LRA high:  -22.4 LUFS

  True peak:
    Peak:       ${peak} dBFS
`

describe('loudness', () => {
  it('reads what the filter prints', () => {
    expect(readLoudness(summary('-23.4', '3.5', '-1.2'))).toEqual({ integrated: -23.4, range: 3.5, truePeak: -1.2 })
  })

  it('has no number for silence', () => {
    expect(readLoudness(summary('-70.0', '0.0', '-inf'))).toEqual({ integrated: null, range: null, truePeak: null })
  })

  it('believes the last summary, not one that stands in a tag of the file', () => {
    const words = `title : ${summary('-5.0', '1.0', '9.0')}\n${summary('-23.4', '3.5', '-1.2')}`
    expect(readLoudness(words)?.integrated).toBe(-23.4)
  })

  it('is unknown where nothing was printed', () => {
    expect(readLoudness('Conversion failed!')).toBeNull()
  })
})
