/** A title as the comparison sees it: its pairs of letters, and apart its numbers. */
export type TitleShape = { pairs: ReadonlyMap<string, number>; size: number; numbers: string }

/** Reads a title once, to be compared with many. */
export function titleShape(title: string): TitleShape {
  const text = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const letters = text
    .replace(/\p{N}+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
  const pairs = new Map<string, number>()
  for (let at = 0; at < letters.length - 1; at++) {
    const pair = letters.slice(at, at + 2)
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1)
  }
  return { pairs, size: Math.max(0, letters.length - 1), numbers: (text.match(/\p{N}+/gu) ?? []).join(' ') }
}

/**
 * Whether two titles say the same but for a word's spelling or a comma: Dice's coefficient over pairs of letters of at least 0.9. Other
 * numbers make another title: yesterday's gold price is not today's. Short titles (`Tin vắn`) are never near.
 */
export function isNearTitle(a: TitleShape, b: TitleShape): boolean {
  if (a.size < 20 || b.size < 20 || a.numbers !== b.numbers) return false
  if (Math.min(a.size, b.size) / Math.max(a.size, b.size) < 0.8) return false
  let common = 0
  for (const [pair, count] of a.pairs) common += Math.min(count, b.pairs.get(pair) ?? 0)
  return (2 * common) / (a.size + b.size) >= 0.9
}
