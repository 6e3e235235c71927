import { describe, expect, it } from 'vitest'
import type { Succession, UnitHistory } from '#contracts/unit-history'
import { layoutTimeline } from './timeline-layout.ts'

const named = (name: string, validFrom: string | null, validTo: string | null) => ({
  ...{ name, shortName: name, nameEn: null, symbol: null, basis: null },
  validFrom,
  validTo,
})
const unit = (code: string, names: UnitHistory['names'], endedOn: string | null = null): UnitHistory => ({
  ...{ id: code, code, kind: 'press', name: code, shortName: code, nameEn: null, parents: [] },
  names,
  endedOn,
})
const ref = (code: string) => ({ id: code, code, name: code, shortName: code })
const merged = (from: string, to: string): Succession => ({
  ...{ id: `${from} ${to}`, kind: 'merge', date: '2025-07-01', basis: '' },
  from: ref(from),
  to: ref(to),
})

const heir = unit('a-heir', [named('Báo và đài', '2025-07-01', null)])
const bao = unit('bao', [named('Báo', null, '2025-06-30')], '2025-06-30')
const dai = unit('dai', [named('Đài cũ', null, '2021-12-31'), named('Đài', '2022-01-01', '2025-06-30')], '2025-06-30')
const layout = layoutTimeline([heir, bao, dai], [merged('bao', 'a-heir'), merged('dai', 'a-heir')], '2026-11-23')

describe('the timeline of units', () => {
  it('begins the successor’s bar exactly where the predecessors’ end', () => {
    const rows = new Map(layout.rows.map(row => [row.unit.code, row.bars]))
    const end = (code: string) => rows.get(code)!.at(-1)!.left + rows.get(code)!.at(-1)!.width
    expect(end('bao')).toBeCloseTo(rows.get('a-heir')![0]!.left, 9)
    expect(end('dai')).toBeCloseTo(rows.get('a-heir')![0]!.left, 9)
  })

  it('leaves no gap between two names of one unit', () => {
    const [first, second] = layout.rows.find(row => row.unit.code === 'dai')!.bars
    expect(first!.left + first!.width).toBeCloseTo(second!.left, 9)
  })

  it('keeps every bar, tick and today on the axis', () => {
    const bars = layout.rows.flatMap(row => row.bars)
    expect(bars.every(bar => bar.left >= 0 && bar.width > 0 && bar.left + bar.width <= 100.0001)).toBe(true)
    expect(layout.ticks.map(tick => tick.year)).toEqual([2020, 2021, 2022, 2023, 2024, 2025, 2026, 2027])
    expect(layout.today).toBeGreaterThan(layout.ticks.at(-2)!.left)
    expect(layout.today).toBeLessThan(100)
  })

  it('says what became of a unit, and puts the successor after the last of its predecessors', () => {
    expect(layout.rows.map(row => row.unit.code)).toEqual(['bao', 'dai', 'a-heir'])
    expect(layout.rows[0]!.end).toEqual({
      lastDay: '2025-06-30',
      kind: 'merge',
      to: [{ code: 'a-heir', shortName: 'a-heir' }],
    })
    expect(layout.rows[2]!.end).toBeNull()
    const alone = layoutTimeline([bao], [], '2026-11-23')
    expect(alone.rows[0]!.end).toEqual({ lastDay: '2025-06-30', kind: null, to: [] })
  })

  it('names at most eight years of a long history', () => {
    const old = unit('old', [named('Xưa', '1976-05-02', null)])
    const long = layoutTimeline([old], [], '2026-11-23')
    expect(long.ticks.length).toBeLessThanOrEqual(8)
    expect(long.ticks[0]!.year).toBe(1975)
  })
})
