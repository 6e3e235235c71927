import { deliveryBenches } from './deliveries.ts'
import { mediaBenches } from './media.ts'
import type { Bench, BenchRow } from './row.ts'
import { searchBenches } from './search.ts'
import { signInBenches } from './sign-in.ts'
import { uploadBenches } from './uploads.ts'

const benches: readonly Bench[] = [
  ...mediaBenches,
  ...uploadBenches,
  ...signInBenches,
  ...deliveryBenches,
  ...searchBenches,
]

const args = process.argv.slice(2)
const json = args.includes('--json')
// `npm run bench -- photo-cpu`, or a group: `npm run bench -- media`.
const wanted = args.find(arg => !arg.startsWith('--'))
const chosen = benches.filter(bench => !wanted || bench.name.includes(wanted) || bench.group === wanted)
if (chosen.length === 0)
  throw new Error(`no bench is called ${wanted}; there are ${benches.map(bench => bench.name).join(', ')}`)

const rows: BenchRow[] = []
for (const bench of chosen) {
  const row = await bench.run()
  if (row) rows.push(...[row].flat())
  else console.error(`${bench.name}: skipped, what it needs is not there`)
}
if (json) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
else print(rows)
process.exitCode = rows.every(row => row.ok) ? 0 : 1

function print(table: readonly BenchRow[]): void {
  const columns = ['name', 'ours', 'reference', 'unit', 'ratio', 'goal', 'ok'] as const
  const cells = [columns.map(String), ...table.map(row => columns.map(column => String(row[column])))]
  const widths = columns.map((_, index) => Math.max(...cells.map(line => line[index]!.length)))
  for (const line of cells)
    console.log(
      line
        .map((cell, index) => cell.padEnd(widths[index]!))
        .join('  ')
        .trimEnd(),
    )
}
