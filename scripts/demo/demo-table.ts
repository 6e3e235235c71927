import type { DemoResult, DemoRow } from './run-demo.ts'

/** What happened as a plain table: times in seconds from the start of the upload, of the push from its approval. */
export function demoTable({ rows }: DemoResult): string {
  const head = ['item', 'unit', 'kind', 'size', 'upload', 'ready', 'push', 'receipt']
  const lines = [head, ...rows.map(line)]
  const widths = head.map((_, column) => Math.max(...lines.map(cells => [...cells[column]!].length)))
  const right = new Set([3, 4, 5, 6])
  return lines
    .map(cells =>
      cells
        .map((cell, column) => {
          const gap = ' '.repeat(widths[column]! - [...cell].length)
          return right.has(column) ? gap + cell : cell + gap
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function line(row: DemoRow): string[] {
  const seconds = (ms: number | null) => (ms === null ? '-' : `${(ms / 1000).toFixed(1)} s`)
  const size = row.bytes > 1_000_000 ? `${(row.bytes / 1_000_000).toFixed(1)} MB` : `${Math.ceil(row.bytes / 1000)} kB`
  const result = row.problem ?? row.receipt ?? '-'
  return [
    row.title,
    row.unit,
    row.kind,
    size,
    seconds(row.uploadMs),
    seconds(row.readyMs),
    seconds(row.deliveredMs),
    result,
  ]
}
