import type { Succession, UnitHistory } from '#contracts/unit-history'

/** A name's bar: where it begins and how long it is, in hundredths of the axis; `opens`: it began before, `goesOn`: it has no end. */
export type Bar = { name: string; left: number; width: number; opens: boolean; goesOn: boolean }
/** What became of a unit: who stands in its place, or nobody. */
export type UnitEnd = { lastDay: string; kind: Succession['kind'] | null; to: { code: string; shortName: string }[] }
export type TimelineRow = { unit: UnitHistory; bars: Bar[]; end: UnitEnd | null }
export type Tick = { year: number; left: number }
export type Timeline = { ticks: Tick[]; today: number; rows: TimelineRow[] }

/**
 * Units as bars over years. The axis reaches from the year before the first day that is known (at least six years back) to the end of
 * the year after the last one or today. Units keep their order, but for those with an end: their successors follow them.
 */
export function layoutTimeline(
  units: readonly UnitHistory[],
  successions: readonly Succession[],
  today: string,
): Timeline {
  const year = (date: string) => Number(date.slice(0, 4))
  const known = [
    ...units.flatMap(unit => unit.names.flatMap(name => [name.validFrom, name.validTo])),
    ...units.map(unit => unit.endedOn),
    ...successions.map(succession => succession.date),
  ].filter(date => date !== null)
  const first = Math.min(year(today) - 6, ...known.map(date => year(date) - 1))
  const last = Math.max(year(today), ...known.map(year)) + 1
  const at = (date: string) => ((dayNumber(date) - dayNumber(`${first}-01-01`)) / span(first, last)) * 100
  const bar = (name: UnitHistory['names'][number]): Bar => {
    const left = name.validFrom ? at(name.validFrom) : 0
    // The last day belongs to the name: its bar ends where the next day begins.
    const right = name.validTo ? at(name.validTo) + 100 / span(first, last) : 100
    return { name: name.name, left, width: right - left, opens: !name.validFrom, goesOn: !name.validTo }
  }
  return {
    ticks: ticks(first, last).map(tick => ({ year: tick, left: at(`${tick}-01-01`) })),
    today: at(today),
    rows: inOrder(units, successions).map(unit => ({ unit, bars: unit.names.map(bar), end: endOf(unit, successions) })),
  }
}

const dayNumber = (date: string) => Date.parse(`${date}T00:00:00Z`) / 86_400_000
const span = (first: number, last: number) => dayNumber(`${last + 1}-01-01`) - dayNumber(`${first}-01-01`)

/** At most about eight years are named. */
function ticks(first: number, last: number): number[] {
  const step = Math.ceil((last - first + 1) / 8)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).filter(
    year => (year - first) % step === 0,
  )
}

function endOf(unit: UnitHistory, successions: readonly Succession[]): UnitEnd | null {
  if (!unit.endedOn) return null
  const own = successions.filter(({ from }) => from.id === unit.id)
  return {
    lastDay: unit.endedOn,
    kind: own[0]?.kind ?? null,
    to: own.map(({ to }) => ({ code: to.code, shortName: to.shortName })),
  }
}

/** Each unit once: a successor stands right after the last of its predecessors. */
function inOrder(units: readonly UnitHistory[], successions: readonly Succession[]): UnitHistory[] {
  const order = [...units]
  for (const { from, to } of successions) {
    const successor = order.findIndex(unit => unit.id === to.id)
    const predecessor = order.findIndex(unit => unit.id === from.id)
    if (successor < 0 || predecessor < 0 || successor > predecessor) continue
    const [moved] = order.splice(successor, 1)
    if (moved) order.splice(predecessor, 0, moved)
  }
  return order
}
