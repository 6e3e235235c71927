import { placedWords } from './fold.ts'

/**
 * Folded words as the hub's own texts write them: `nui ba den` is shown as `núi Bà Đen` where one of the texts has it. The texts are
 * those of hits that the actor sees. The folded words where none has them.
 */
export function asWritten(words: readonly string[], texts: readonly string[]): string {
  for (const text of texts) {
    const placed = placedWords(text)
    for (let i = 0; i + words.length <= placed.length; i++) {
      if (!words.every((word, k) => placed[i + k]?.word === word)) continue
      const written = text.slice(placed[i]?.start, placed[i + words.length - 1]?.end)
      // `Xa Mát: cửa khẩu` is a place where the words meet, not a way to write them.
      if (!/[.,:;!?()"“”\n]/.test(written)) return written.normalize('NFC')
    }
  }
  return words.join(' ')
}
