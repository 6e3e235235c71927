export type SplitChange = { head: string; removed: string; added: string; tail: string }

/** What two texts have in common at both ends, and what lies between; cut between words. */
export function splitChange(before: string, after: string): SplitChange {
  const [one, other] = [wordsOf(before), wordsOf(after)]
  const shorter = Math.min(one.length, other.length)
  let head = 0
  while (head < shorter && one[head] === other[head]) head += 1
  let tail = 0
  while (tail < shorter - head && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1
  const text = (words: string[], from: number, to: number) => words.slice(from, to).join('')
  return {
    head: text(one, 0, head),
    removed: text(one, head, one.length - tail),
    added: text(other, head, other.length - tail),
    tail: text(one, one.length - tail, one.length),
  }
}

// A word keeps the blank after it, so that joining gives the text back.
const wordsOf = (text: string) => text.match(/\S+\s*|\s+/g) ?? []
