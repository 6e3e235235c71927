/** Letters without their marks, so that `nui ba den` finds `Núi Bà Đen`. */
export function foldWords(value: string): string {
  return value.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()
}

/** True when every word that was typed stands somewhere in the label. */
export function matchesWords(label: string, typed: string): boolean {
  const folded = foldWords(label)
  return foldWords(typed)
    .split(/\s+/)
    .every(word => folded.includes(word))
}
