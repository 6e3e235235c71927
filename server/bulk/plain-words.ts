/** A name as people compare it: lower case, without marks, one space between words. `Tiêu đề`, `TIEU_DE` and `tieu de` are one. */
export function plainWords(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
