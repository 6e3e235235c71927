export type DiffPart = { text: string; kind: 'same' | 'added' | 'removed' }

// A table of 1,000 x 1,000 words is quick; longer texts are compared paragraph by paragraph.
const most = 1000

/** What must be taken away and put in to turn `before` into `after`, word by word, spaces kept. */
export function wordDiff(before: string, after: string): DiffPart[] {
  if (before === after) return before === '' ? [] : [{ text: before, kind: 'same' }]
  const words = [pieces(before, /(\s+)/), pieces(after, /(\s+)/)] as const
  const fine = words.every(list => list.length <= most)
  const [one, other] = fine ? words : [pieces(before, /(\n+)/), pieces(after, /(\n+)/)]
  return joined(walk(one, other))
}

const pieces = (text: string, gap: RegExp) => text.split(gap).filter(piece => piece !== '')

/** The longest common subsequence, walked from its start. */
function walk(one: string[], other: string[]): DiffPart[] {
  const width = other.length + 1
  const length = new Uint32Array((one.length + 1) * width)
  const at = (i: number, j: number) => length[i * width + j] ?? 0
  for (let i = one.length - 1; i >= 0; i--)
    for (let j = other.length - 1; j >= 0; j--)
      length[i * width + j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const parts: DiffPart[] = []
  let [i, j] = [0, 0]
  while (i < one.length || j < other.length) {
    if (i < one.length && j < other.length && one[i] === other[j]) {
      parts.push({ text: one[i] ?? '', kind: 'same' })
      i++
      j++
    } else if (i < one.length && (j === other.length || at(i + 1, j) >= at(i, j + 1))) {
      parts.push({ text: one[i++] ?? '', kind: 'removed' })
    } else parts.push({ text: other[j++] ?? '', kind: 'added' })
  }
  return parts
}

/** Neighbours of one kind are one part; a removal stands before what takes its place. */
function joined(parts: DiffPart[]): DiffPart[] {
  const result: DiffPart[] = []
  let run = { removed: '', added: '' }
  const flush = () => {
    if (run.removed) result.push({ text: run.removed, kind: 'removed' })
    if (run.added) result.push({ text: run.added, kind: 'added' })
    run = { removed: '', added: '' }
  }
  parts.forEach(({ text, kind }, index) => {
    const bridge =
      kind === 'same' && /^\s+$/.test(text) && run.removed && run.added && parts[index + 1]?.kind !== 'same'
    if (bridge) run = { removed: run.removed + text, added: run.added + text }
    else if (kind !== 'same') run[kind] += text
    else {
      flush()
      const last = result.at(-1)
      if (last?.kind === 'same') last.text += text
      else result.push({ text, kind })
    }
  })
  flush()
  return result
}
