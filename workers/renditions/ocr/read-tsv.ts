/** What was read of a picture: the lines of words that were read with some certainty, and how many words those are. */
export type ReadPicture = { text: string; words: number }

// Below this Tesseract's guesses are mostly not words; what it says of real ones is 70 to 96.
const leastConfidence = 50

/**
 * The text in Tesseract's TSV (level, page, block, paragraph, line, word, left, top, width, height, confidence, text), in NFC. Leaves
 * and ripples are read as punctuation: only what holds two letters or a digit counts as a word.
 */
export function readTsv(tsv: string): ReadPicture {
  const lines = new Map<string, string[]>()
  let words = 0
  for (const row of tsv.split('\n')) {
    const [level, page, block, paragraph, line, , , , , , confidence, text = ''] = row.split('\t')
    if (level !== '5' || Number(confidence) < leastConfidence || text.trim() === '') continue
    const place = [page, block, paragraph, line].join('.')
    lines.set(place, [...(lines.get(place) ?? []), text.trim()])
    if (/\p{L}\p{M}*\p{L}|\d/u.test(text)) words += 1
  }
  const text = [...lines.values()].map(line => line.join(' ')).join('\n')
  return { text: text.replaceAll('\0', '').normalize('NFC'), words }
}
