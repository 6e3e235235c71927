import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkEnding,
  checkParent,
  checkRename,
  checkSuccession,
  dayBefore,
  type History,
  type HistoryUnit,
  overlap,
} from './history-rules.ts'

const unit = (code: string, over: Partial<HistoryUnit> = {}): HistoryUnit => ({
  code,
  partner: false,
  endedOn: null,
  names: [{ from: null, to: null }],
  ...over,
})
const history = (units: HistoryUnit[], over: Partial<History> = {}): History => ({
  units: new Map(units.map(u => [u.code, u])),
  parents: [],
  successions: [],
  ...over,
})
const codes = (objections: { code: string }[]) => objections.map(o => o.code)

describe('names', () => {
  it('take a new one where the old one is open', () => {
    expect(checkRename(history([unit('bao')]), 'bao', '2025-07-01')).toEqual([])
  })

  it('never overlap: a name from before the present one began is refused', () => {
    const named = unit('bao', {
      names: [
        { from: null, to: '2020-01-01' },
        { from: '2020-01-02', to: null },
      ],
    })
    expect(codes(checkRename(history([named]), 'bao', '2020-01-02'))).toEqual(['names-overlap'])
    expect(codes(checkRename(history([named]), 'bao', '2019-05-01'))).toEqual(['names-overlap'])
    expect(checkRename(history([named]), 'bao', '2020-01-03')).toEqual([])
  })

  it('are over when the unit has ended', () => {
    const ended = unit('bao', { endedOn: '2025-06-30', names: [{ from: null, to: '2025-06-30' }] })
    expect(codes(checkRename(history([ended]), 'bao', '2025-07-01'))).toEqual(['ended'])
  })

  it('overlap exactly where they share a day', () => {
    const day = fc.integer({ min: 0, max: 40 }).map(n => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10))
    const span = fc.record({ from: fc.option(day), to: fc.option(day) }).filter(s => !s.from || !s.to || s.from <= s.to)
    const days = Array.from({ length: 43 }, (_, n) => new Date(Date.UTC(2024, 11, 31 + n)).toISOString().slice(0, 10))
    const holds = (s: { from: string | null; to: string | null }, d: string) =>
      (s.from === null || s.from <= d) && (s.to === null || d <= s.to)
    fc.assert(fc.property(span, span, (a, b) => overlap(a, b) === days.some(d => holds(a, d) && holds(b, d))))
  })
})

describe('parents', () => {
  it('make no circle, however long', () => {
    const world = history([unit('a'), unit('b'), unit('c')], {
      parents: [
        { unit: 'b', parent: 'a', from: null, to: null },
        { unit: 'c', parent: 'b', from: '2020-01-01', to: null },
      ],
    })
    expect(codes(checkParent(world, 'a', 'c', '2025-01-01'))).toEqual(['cycle'])
    expect(codes(checkParent(world, 'a', 'a', '2025-01-01'))).toEqual(['cycle'])
    expect(checkParent(world, 'c', 'a', '2025-01-01')).toEqual([])
  })

  it('forget what ended before the day', () => {
    const world = history([unit('a'), unit('b')], {
      parents: [{ unit: 'b', parent: 'a', from: null, to: '2024-12-31' }],
    })
    expect(checkParent(world, 'a', 'b', '2025-01-01')).toEqual([])
  })
})

describe('successions', () => {
  const units = [unit('bao'), unit('dai'), unit('bao-dai', { names: [{ from: '2025-07-01', to: null }] })]
  const merge = { kind: 'merge' as const, from: ['bao', 'dai'], to: ['bao-dai'], date: '2025-07-01' }

  it('take a merge of two units into a new one', () => {
    expect(checkSuccession(history(units), merge)).toEqual([])
  })

  it('are refused before the successor begins and after it has ended', () => {
    expect(codes(checkSuccession(history(units), { ...merge, date: '2025-06-30' }))).toEqual(['not-begun'])
    const gone = [unit('bao'), unit('dai'), unit('bao-dai', { endedOn: '2024-01-01' })]
    expect(codes(checkSuccession(history(gone), merge))).toEqual(['ended'])
  })

  it('happen to a unit once', () => {
    const world = history(units, { successions: [{ from: 'bao', to: 'dai', date: '2020-01-01' }] })
    expect(codes(checkSuccession(world, merge))).toContain('already-succeeded')
  })

  it('make no circle', () => {
    const world = history(units, { successions: [{ from: 'bao-dai', to: 'bao', date: '2020-01-01' }] })
    expect(codes(checkSuccession(world, { ...merge, from: ['bao'] }))).toContain('cycle')
  })

  it('have as many sides as their kind says', () => {
    const world = history(units)
    expect(codes(checkSuccession(world, { ...merge, kind: 'rename' }))).toEqual(['cardinality'])
    expect(codes(checkSuccession(world, { ...merge, kind: 'split', from: ['bao'] }))).toEqual(['cardinality'])
    expect(codes(checkSuccession(world, { ...merge, from: ['bao-dai'] }))).toEqual(['cardinality'])
  })

  it('never make partners of own units, nor the other way round', () => {
    const world = history([...units, unit('thu-vien', { partner: true })])
    expect(codes(checkSuccession(world, { ...merge, from: ['thu-vien'] }))).toEqual(['partner-and-own'])
  })

  it('fall on the day after the last one where the unit has ended already', () => {
    const ended = [unit('bao', { endedOn: '2025-06-30' }), ...units.slice(1)]
    expect(checkSuccession(history(ended), { ...merge, from: ['bao'] })).toEqual([])
    const earlier = [unit('bao', { endedOn: '2025-05-31' }), ...units.slice(1)]
    expect(codes(checkSuccession(history(earlier), { ...merge, from: ['bao'] }))).toEqual(['other-last-day'])
  })
})

describe('endings', () => {
  it('come once, and not before what the unit did later', () => {
    expect(checkEnding(history([unit('a')]), 'a', '2025-06-30')).toEqual([])
    expect(codes(checkEnding(history([unit('a', { endedOn: '2020-01-01' })]), 'a', '2025-06-30'))).toEqual(['ended'])
    const heir = history([unit('a')], { successions: [{ from: 'b', to: 'a', date: '2025-07-01' }] })
    expect(codes(checkEnding(heir, 'a', '2025-06-30'))).toEqual(['not-begun'])
  })

  it('know the last day of February', () => {
    expect([dayBefore('2024-03-01'), dayBefore('2025-03-01'), dayBefore('2025-01-01')]).toEqual([
      '2024-02-29',
      '2025-02-28',
      '2024-12-31',
    ])
  })
})
