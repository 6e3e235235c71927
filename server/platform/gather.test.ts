import { describe, expect, it } from 'vitest'
import { alone, gather } from './gather.ts'

/** Rounds that are seen, and end when they are told to. */
function rounds() {
  const seen: number[][] = []
  const ends: (() => void)[] = []
  const work = async (items: readonly number[]) => {
    seen.push([...items])
    await new Promise<void>(resolve => ends.push(resolve))
    return items.map(item => item * 10)
  }
  const end = async () => {
    while (ends.length === 0) await new Promise(resolve => setImmediate(resolve))
    ends.shift()!()
  }
  return { seen, work, end }
}

describe('gather', () => {
  it('does together what came while the round before was under way, and answers each with its own', async () => {
    const { seen, work, end } = rounds()
    const ask = gather(work)
    const first = ask(1)
    while (seen.length === 0) await new Promise(resolve => setImmediate(resolve))
    const rest = [ask(2), ask(3), ask(4)]
    await end()
    expect(await first).toBe(10)
    await end()
    expect(await Promise.all(rest)).toEqual([20, 30, 40])
    expect(seen).toEqual([[1], [2, 3, 4]])
  })
  it('begins with what comes in one turn of the event loop, at most so many at a time', async () => {
    const { seen, work, end } = rounds()
    const all = Promise.all([1, 2, 3].map(gather(work, { atMost: 2 })))
    await end()
    await end()
    expect(await all).toEqual([10, 20, 30])
    expect(seen).toEqual([[1, 2], [3]])
  })
  it('lets a round of one key wait for none of another', async () => {
    const { seen, work, end } = rounds()
    const ask = gather(work, { keyOf: item => (item % 2 === 0 ? 'even' : 'odd') })
    const all = Promise.all([1, 2, 3].map(ask))
    while (seen.length < 2) await new Promise(resolve => setImmediate(resolve))
    expect(seen).toEqual([[1, 3], [2]])
    await end()
    await end()
    expect(await all).toEqual([10, 20, 30])
  })
  it('repeats a failed round one by one, so that an error hits only the one that has it', async () => {
    const seen: number[][] = []
    const ask = gather(async (items: readonly number[]) => {
      seen.push([...items])
      if (items.includes(2)) throw new Error('two')
      return items
    })
    const all = await Promise.allSettled([1, 2, 3].map(ask))
    expect(all.map(each => (each.status === 'fulfilled' ? each.value : each.reason.message))).toEqual([1, 'two', 3])
    expect(seen).toEqual([[1, 2, 3], [1], [2], [3]])
  })
  it('does alone what a round leaves out', async () => {
    const seen: number[][] = []
    const ask = gather(async (items: readonly number[]) => {
      seen.push([...items])
      return items.map(item => (items.length > 1 && item === 3 ? alone : item))
    })
    expect(await Promise.all([1, 2, 3].map(ask))).toEqual([1, 2, 3])
    expect(seen).toEqual([[1, 2, 3], [3]])
  })
})
