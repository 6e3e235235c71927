import type { SuccessionKind } from '#contracts/unit-history'

/** A span of days, both ends inclusive; null is open. ISO dates, so that they compare as text. */
export type Span = { from: string | null; to: string | null }
export type HistoryUnit = { code: string; partner: boolean; endedOn: string | null; names: Span[] }
export type ParentSpan = Span & { unit: string; parent: string }
export type Link = { from: string; to: string; date: string }
/** What is on record of all units, by their codes. */
export type History = {
  units: ReadonlyMap<string, HistoryUnit>
  parents: readonly ParentSpan[]
  successions: readonly Link[]
}
/** What stands against a change: a key, and the unit or date that it is about. */
export type Objection = { code: ObjectionCode; about: string }
export type ObjectionCode =
  | 'unknown-unit'
  | 'names-overlap'
  | 'cycle'
  | 'ended'
  | 'not-begun'
  | 'already-succeeded'
  | 'other-last-day'
  | 'partner-and-own'
  | 'cardinality'

/** The day before, as an ISO date. */
export function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)
}

/** Whether two spans share a day. */
export function overlap(a: Span, b: Span): boolean {
  return (a.from ?? '') <= (b.to ?? '9999-99-99') && (b.from ?? '') <= (a.to ?? '9999-99-99')
}

/** May the unit bear a new name from this day on? The open name ends the day before; a name that began later is in the way. */
export function checkRename(history: History, code: string, from: string): Objection[] {
  const unit = history.units.get(code)
  if (!unit) return [{ code: 'unknown-unit', about: code }]
  if (unit.endedOn !== null && from > unit.endedOn) return [{ code: 'ended', about: unit.endedOn }]
  const next: Span = { from, to: unit.endedOn }
  const others = unit.names.map(name => (isLast(unit, name) ? { ...name, to: dayBefore(from) } : name))
  const inTheWay = others.find(
    name => overlap(name, next) || (name.from !== null && name.to !== null && name.from > name.to),
  )
  return inTheWay ? [{ code: 'names-overlap', about: inTheWay.from ?? '' }] : []
}

/** The name that stands until the unit's end. */
const isLast = (unit: HistoryUnit, name: Span) => name.to === unit.endedOn || name.to === null

/** May the unit stand under this parent from a day on? Walking up from the parent on any later day never meets the unit. */
export function checkParent(history: History, code: string, parent: string | null, from: string): Objection[] {
  const unit = history.units.get(code)
  const above = parent === null ? null : history.units.get(parent)
  if (!unit) return [{ code: 'unknown-unit', about: code }]
  if (above === undefined) return [{ code: 'unknown-unit', about: parent ?? '' }]
  if (unit.endedOn !== null && from > unit.endedOn) return [{ code: 'ended', about: code }]
  if (above && above.endedOn !== null && from > above.endedOn) return [{ code: 'ended', about: above.code }]
  const later = history.parents.filter(p => p.unit === code && p.from !== null && p.from >= from)
  if (later[0]) return [{ code: 'names-overlap', about: later[0].from ?? '' }]
  const edges = history.parents.filter(p => p.unit !== code && overlap(p, { from, to: null }))
  const up = (id: string): string[] => edges.filter(edge => edge.unit === id).map(edge => edge.parent)
  return above && reaches(above.code, code, up) ? [{ code: 'cycle', about: above.code }] : []
}

/** May these units stand in the place of those from this day on? */
export function checkSuccession(
  history: History,
  change: { kind: SuccessionKind; from: readonly string[]; to: readonly string[]; date: string },
): Objection[] {
  const { kind, from, to, date } = change
  const unknown = [...from, ...to].find(code => !history.units.has(code))
  if (unknown) return [{ code: 'unknown-unit', about: unknown }]
  if (!fits(kind, from, to)) return [{ code: 'cardinality', about: kind }]
  const units = (codes: readonly string[]) => codes.map(code => history.units.get(code)!)
  const partners = new Set(units([...from, ...to]).map(unit => unit.partner))
  if (partners.size > 1) return [{ code: 'partner-and-own', about: from[0] ?? '' }]
  return [
    ...units(from).flatMap(unit => checkPredecessor(history, unit, date)),
    ...units(to).flatMap(unit =>
      unit.endedOn !== null && unit.endedOn < date ? [{ code: 'ended' as const, about: unit.code }] : [],
    ),
    ...units(to).flatMap(unit => (begunBy(unit, date) ? [] : [{ code: 'not-begun' as const, about: unit.code }])),
    ...checkCircle(history, from, to),
  ]
}

function fits(kind: SuccessionKind, from: readonly string[], to: readonly string[]): boolean {
  if (new Set([...from, ...to]).size !== from.length + to.length) return false
  if (kind === 'merge') return to.length === 1
  if (kind === 'split') return from.length === 1 && to.length > 1
  return from.length === 1 && to.length === 1
}

function checkPredecessor(history: History, unit: HistoryUnit, date: string): Objection[] {
  if (history.successions.some(s => s.from === unit.code)) return [{ code: 'already-succeeded', about: unit.code }]
  const lastDay = dayBefore(date)
  if (unit.endedOn !== null && unit.endedOn !== lastDay) return [{ code: 'other-last-day', about: unit.code }]
  return checkEnding(history, unit.code, lastDay, unit.endedOn !== null)
}

/** May the unit's last day be this one? It must have begun, and not have taken over another after it. */
export function checkEnding(history: History, code: string, lastDay: string, again = false): Objection[] {
  const unit = history.units.get(code)
  if (!unit) return [{ code: 'unknown-unit', about: code }]
  if (unit.endedOn !== null && !again) return [{ code: 'ended', about: code }]
  const lateName = unit.names.some(name => name.from !== null && name.from > lastDay)
  const tookOver = history.successions.some(s => s.to === code && s.date > lastDay)
  return lateName || tookOver ? [{ code: 'not-begun', about: code }] : []
}

function begunBy(unit: HistoryUnit, date: string): boolean {
  return unit.names.some(name => name.from === null || name.from <= date)
}

function checkCircle(history: History, from: readonly string[], to: readonly string[]): Objection[] {
  const onwards = (id: string): string[] => history.successions.filter(s => s.from === id).map(s => s.to)
  const closing = from.find(start => to.some(end => reaches(end, start, onwards)))
  return closing ? [{ code: 'cycle', about: closing }] : []
}

function reaches(start: string, goal: string, next: (id: string) => string[]): boolean {
  const seen = new Set<string>()
  const waiting = [start]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (id === goal) return true
    if (seen.has(id)) continue
    seen.add(id)
    waiting.push(...next(id))
  }
  return false
}
