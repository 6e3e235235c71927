import { isSyllable } from './syllable.ts'

/**
 * Reads a syllable typed for the Telex input method while it was off: `aa ee oo` and `w` change vowels, `dd` makes `đ`, `s f r x j`
 * are tones, at once or at the end (`ddeenf`, `thasnh`, `nguoiwf`). Takes folded text, gives every folded syllable it may mean.
 */
export function readTelex(word: string): string[] {
  if (!/^[a-z]{2,10}$/.test(word)) return []
  const found = new Set<string>()
  for (const untoned of withoutTone(word))
    for (const read of withoutShapes(untoned)) if (isSyllable(read)) found.add(read)
  found.delete(word)
  return [...found]
}

/** The word as it is, and without one letter that may be its tone: any of `sfrxjz` after a vowel. */
function withoutTone(word: string): string[] {
  const forms = [word]
  for (let i = 1; i < word.length; i++) {
    if ('sfrxjz'.includes(word[i] ?? '') && /[aeiouyw]/.test(word.slice(0, i)))
      forms.push(word.slice(0, i) + word.slice(i + 1))
  }
  return forms
}

function withoutShapes(word: string): string[] {
  const base = word
    .replace(/dd/g, 'd')
    .replace(/([aeo])\1+/g, '$1')
    .replace(/([aou])w/g, '$1')
    .replace(/(?<=[aeiouy][a-z]*)w/g, '')
    .replace(/w/g, 'u')
  // Typed late: `dend` for đen, `tiene` for tiên.
  const late = [base]
  if (/^d.*d$/.test(base)) late.push(base.slice(0, -1))
  const last = base.at(-1) ?? ''
  if ('aeo'.includes(last) && base.slice(0, -1).includes(last)) late.push(base.slice(0, -1))
  return late
}
