// The alphabet of TCVN 6909 and CLDR's `vi`: letters with a hook or a hat are letters of their own, tones decide between equals.
const letters = 'a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x y z'.split(' ')
const codeOf = new Map(letters.map((letter, i) => [letter, String.fromCharCode(0x41 + i)]))
// None, huyền, hỏi, ngã, sắc, nặng.
const tones = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
const ownMarks = /[\u0302\u0306\u031b]/

/** As much of a title as sorts, in letters. */
const sorted = 60

/**
 * A title in ASCII whose order by bytes is the order of Vietnamese: letters first, then tones, then what else makes a difference. For engines
 * without a collation; the same order as ICU's `vi` for Vietnamese words, and a settled one for every text.
 */
export function titleKey(title: string): string {
  const primary: string[] = []
  let secondary = ''
  for (const cluster of title
    .slice(0, sorted)
    .normalize('NFD')
    .toLowerCase()
    .match(/\P{M}\p{M}*/gsu) ?? []) {
    const [base = '', ...marks] = cluster
    const letter = (base + marks.filter(mark => ownMarks.test(mark)).join('')).normalize('NFC')
    primary.push(letterKey(letter, base))
    const tone = tones.findIndex(mark => marks.includes(mark)) + 1
    secondary += tone
  }
  return `${primary.join('')} ${secondary}`
}

/** Two characters, so that the order of keys is the order of letters: space, other signs, digits, letters, other letters. */
function letterKey(letter: string, base: string): string {
  const code = codeOf.get(letter) ?? codeOf.get(base)
  if (code) return `m${code.charCodeAt(0).toString(36).padStart(2, '0')}`
  if (/\s/.test(base)) return '000'
  if (/\d/.test(base)) return `k0${base}`
  const point = (base.codePointAt(0) ?? 0).toString(36).padStart(4, '0')
  return /\p{L}|\p{N}/u.test(base) ? `z${point}` : `1${point}`
}
