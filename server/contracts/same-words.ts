/** A name as it is compared with another: lower case, without marks, `đ` as `d`, letters and digits only, words apart by a space. */
export function sameWords(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replaceAll('đ', 'd')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
