import { fold } from './fold.ts'

// The two schools of placing a tone: `hoà` (on the main vowel) and `hòa` (on the first). One word, two spellings.
const older: Record<string, string> = {
  oà: 'òa',
  oá: 'óa',
  oả: 'ỏa',
  oã: 'õa',
  oạ: 'ọa',
  oè: 'òe',
  oé: 'óe',
  oẻ: 'ỏe',
  oẽ: 'õe',
  oẹ: 'ọe',
  uỳ: 'ùy',
  uý: 'úy',
  uỷ: 'ủy',
  uỹ: 'ũy',
  uỵ: 'ụy',
}
// Not after q (`quý`: there u belongs to the consonant) and only in open syllables (`hoàn` has one spelling).
const newer = new RegExp(`(?<!q)(${Object.keys(older).join('|')})(?!\\p{L})`, 'gu')

/** The accented form that two spellings share: NFKC, lower case, one tone placement (`hoà` = `hòa`, `thuý` = `thúy`). */
export function canon(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(newer, pair => older[pair] ?? pair)
}

/** `canon` with words apart by one space and nothing else between them. */
export function canonWords(text: string): string {
  return canon(text)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()
}

/** Whether a canonical word carries marks that folding takes away. */
export function isMarked(canonicalWord: string): boolean {
  return fold(canonicalWord) !== canonicalWord
}
