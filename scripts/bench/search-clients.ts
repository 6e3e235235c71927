/** Asks every question once, by so many clients at once, each its next when it has an answer; milliseconds of each. */
export async function askAll<T>(
  questions: readonly T[],
  clients: number,
  ask: (question: T, client: number) => Promise<unknown>,
): Promise<number[]> {
  const times: number[] = []
  let next = 0
  const client = async (_: unknown, number: number) => {
    while (next < questions.length) {
      const question = questions[next++]!
      const began = performance.now()
      await ask(question, number)
      times.push(performance.now() - began)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
  return times
}

/** The value below which this part of them lies, in [0, 1]; NaN of none. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN
}
