import { expect, it } from 'vitest'
import { lanes } from '#contracts/job'
import { lanePriorities } from '#server/queue/lane-priorities'
import { isLong, laneOf } from './lane-of.ts'

it('the first files of a person are waited for, the rest of their batch stands behind', () => {
  expect([0, 7, 8, 499].map(atWork => laneOf('person', atWork))).toEqual(['person', 'person', 'batch', 'batch'])
})

it('what a folder brought in stays an import, however little there is', () => {
  expect(laneOf('import', 0)).toBe('import')
  expect(laneOf('renewal', 900)).toBe('renewal')
})

it('only a short file that somebody waits for may take the place that is kept for such', () => {
  expect(isLong('person', 20_000_000)).toBe(false)
  expect(isLong('person', 4_000_000_000)).toBe(true)
  expect(isLong('batch', 1)).toBe(true)
})

it('lanes follow one another without overlapping, within a smallint', () => {
  const ends = lanes.flatMap(lane => Object.values(lanePriorities(lane)))
  expect(ends).toEqual([...ends].sort((a, b) => a - b))
  expect(new Set(ends).size).toBe(ends.length)
  expect(ends.at(-1)).toBeLessThanOrEqual(32_767)
})
