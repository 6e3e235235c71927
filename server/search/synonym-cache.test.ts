import { describe, expect, it } from 'vitest'
import type { Tx } from '#server/platform/db'
import { synonymCache } from './synonym-cache.ts'

describe('the synonyms in memory', () => {
  it('are whole for all who ask while they are read for the first time', async () => {
    let reads = 0
    let go = () => {}
    const opened = new Promise<void>(resolve => {
      go = resolve
    })
    const tx = {
      $queryRaw: async () => {
        await opened
        return [{ stamp: '1' }]
      },
      synonymGroup: {
        findMany: async () => {
          reads += 1
          return [{ id: '1', phrases: ['núi bà', 'núi bà đen'] }]
        },
      },
    } as unknown as Tx
    const cache = synonymCache({ now: () => new Date(0) })
    const asked = [cache.read(tx), cache.read(tx), cache.read(tx)]
    go()
    const [first, ...others] = await Promise.all(asked)
    expect(first!.size).toBeGreaterThan(0)
    for (const other of others) expect(other).toBe(first)
    expect(reads).toBe(1)
  })
})
