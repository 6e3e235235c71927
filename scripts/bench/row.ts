/** One line of the table: ratio = ours / reference, `ok` when it is not above the goal. */
export type BenchRow = {
  name: string
  ours: number
  reference: number
  unit: string
  ratio: number
  goal: number
  ok: boolean
}

/** Measures one thing against its reference in the same run. */
export type Bench = { name: string; group: string; run(): Promise<BenchRow> }

/** Rounds for people, and decides. */
export function benchRow(name: string, ours: number, reference: number, unit: string, goal: number): BenchRow {
  const ratio = ours / reference
  return { name, ours: round(ours), reference: round(reference), unit, ratio: round(ratio), goal, ok: ratio <= goal }
}

const round = (value: number): number => Number(value.toPrecision(4))
