import { isSyllable } from './syllable.ts'

/**
 * Reads a syllable typed for the VNI input method while it was off: digits 1-5 are tones, 6-8 change vowels, 9 makes `đ`
 * (`d9en` is `đen`, `nui1` is `núi`). Takes and gives folded text; null where it cannot be VNI (`covid19`, `22b`).
 */
export function readVni(word: string): string | null {
  if (!/^[a-z]+[1-9][a-z1-9]*$/.test(word)) return null
  const tones = word.match(/[1-5]/g)?.length ?? 0
  const shapes = word.match(/[6-9]/g)?.length ?? 0
  if (tones > 1 || shapes > 3) return null
  const letters = word.replace(/\d/g, '')
  return isSyllable(letters) ? letters : null
}
