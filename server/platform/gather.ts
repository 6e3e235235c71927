import { setTimeout as pause } from 'node:timers/promises'

/** Answered for a thing that a round of several could not do: it is done alone, where it may wait. */
export const alone = Symbol('alone')

export type GatherOptions<I> = {
  /** A round has things of one key only, and rounds of different keys go on side by side. */
  keyOf?: (item: I) => string
  /** Things in a round. */
  atMost?: number
  /** Milliseconds for which the first of a round waits for others; without it only for those of the same turn of the event loop. */
  lingerMs?: number
}

/**
 * Group commit: what is asked for while a round is under way waits for the next one and is done together with whatever else came
 * meanwhile, so that the busier it gets the fewer statements and commits each thing costs. `work` answers in the order of its items. A round of several that fails, and what it answers with `alone`, is repeated one by one: nobody's error is
 * another's, and who must wait for a lock holds up nobody.
 */
export function gather<I, O>(
  work: (items: readonly I[]) => Promise<readonly (O | typeof alone)[]>,
  { keyOf = () => '', atMost = 32, lingerMs = 0 }: GatherOptions<I> = {},
): (item: I) => Promise<O> {
  type Asked = { item: I; resolve(value: O): void; reject(error: unknown): void }
  const waiting = new Map<string, Asked[]>()
  const single = async ({ item, resolve, reject }: Asked) => {
    try {
      const [value] = await work([item])
      if (value === alone) throw new Error('one thing by itself cannot be put off')
      resolve(value as O)
    } catch (error) {
      reject(error)
    }
  }
  const round = async (asked: readonly Asked[]) => {
    if (asked.length === 1) return single(asked[0]!)
    // A defect of one fails the round; it shows again, with its own error, where it is alone.
    const values = await work(asked.map(each => each.item)).catch(() => null)
    for (const [place, each] of asked.entries()) {
      const value = values ? values[place] : alone
      if (value === alone) void single(each)
      else each.resolve(value as O)
    }
  }
  const run = async (key: string) => {
    for (;;) {
      // With nobody there the last look ends it: who comes next is a first one again.
      if (lingerMs > 0 && waiting.get(key)!.length > 0) await pause(lingerMs)
      else await new Promise(resolve => setImmediate(resolve))
      const asked = waiting.get(key)!.splice(0, atMost)
      if (asked.length === 0) break
      await round(asked)
    }
    waiting.delete(key)
  }
  return item =>
    new Promise((resolve, reject) => {
      const key = keyOf(item)
      const there = waiting.get(key)
      if (there) return void there.push({ item, resolve, reject })
      waiting.set(key, [{ item, resolve, reject }])
      void run(key)
    })
}
