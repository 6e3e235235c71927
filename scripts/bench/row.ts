/** One line of the table: ratio = ours / reference, `ok` when it is on the right side of the goal. */
export type BenchRow = {
  name: string
  ours: number
  reference: number
  unit: string
  ratio: number
  goal: number
  ok: boolean
}

/** Measures one thing, or several in one go, against its reference in the same run; null where what it needs is not there. */
export type Bench = { name: string; group: string; run(): Promise<BenchRow | BenchRow[] | null> }

/** Rounds for people, and decides: `at most` for costs, `at least` for throughput. */
export function benchRow(
  name: string,
  ours: number,
  reference: number,
  unit: string,
  goal: number,
  better: 'at most' | 'at least' = 'at most',
): BenchRow {
  const ratio = ours / reference
  const ok = better === 'at most' ? ratio <= goal : ratio >= goal
  return { name, ours: round(ours), reference: round(reference), unit, ratio: round(ratio), goal, ok }
}

const round = (value: number): number => Number(value.toPrecision(4))
