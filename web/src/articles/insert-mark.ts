export type Mark = 'h2' | 'h3' | 'list' | 'quote' | 'strong' | 'em' | 'link'
export type Edited = { text: string; from: number; to: number }

const lineMarks: Partial<Record<Mark, string>> = { h2: '## ', h3: '### ', list: '- ', quote: '> ' }
const anyLineMark = /^(#{2,3}\s+|-\s+|>\s?)/

/** Puts a mark around or before what is selected; pressed again on a marked line it takes the mark away. */
export function insertMark(text: string, from: number, to: number, mark: Mark, placeholder: string): Edited {
  const prefix = lineMarks[mark]
  if (prefix !== undefined) return markLines(text, from, to, prefix)
  const inner = text.slice(from, to) || placeholder
  const [before, after] = mark === 'strong' ? ['**', '**'] : mark === 'em' ? ['*', '*'] : ['[', '](https://)']
  const start = from + before.length
  const marked = text.slice(0, from) + before + inner + after + text.slice(to)
  // A link's address is what is still to be typed.
  if (mark === 'link')
    return { text: marked, from: start + inner.length + 2, to: start + inner.length + after.length - 1 }
  return { text: marked, from: start, to: start + inner.length }
}

function markLines(text: string, from: number, to: number, prefix: string): Edited {
  const start = text.lastIndexOf('\n', from - 1) + 1
  const found = text.indexOf('\n', to)
  const end = found === -1 ? text.length : found
  const lines = text.slice(start, end).split('\n')
  const marked = lines.every(line => line.startsWith(prefix))
  const changed = lines
    .map(line => (marked ? line.slice(prefix.length) : prefix + line.replace(anyLineMark, '')))
    .join('\n')
  return { text: text.slice(0, start) + changed + text.slice(end), from: start, to: start + changed.length }
}
