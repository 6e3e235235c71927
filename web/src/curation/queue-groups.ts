import type { Nomination } from '#contracts/nomination'
import type { DeskSearch } from './desk-filter.ts'

export type DueGroup = 'overdue' | 'today' | 'week' | 'later' | 'none'
/** `due` names a span, `day` a calendar day of Vietnam, `plain` has no heading. */
export type QueueGroup = {
  key: string
  head: { due: DueGroup } | { day: string } | null
  nominations: Nomination[]
}

const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' })
/** The calendar day in Vietnam, `2026-11-23`. */
export function dayOf(instant: string | Date): string {
  return dayFormat.format(new Date(instant))
}

/** Where a due time stands, by calendar days of Vietnam as the hub's filters count them. */
export function dueGroup(dueAt: string | null, now: Date): DueGroup {
  if (dueAt === null) return 'none'
  const [day, today] = [dayOf(dueAt), dayOf(now)]
  if (day < today) return 'overdue'
  if (day === today) return 'today'
  return day < dayOf(new Date(now.getTime() + 7 * 86_400_000)) ? 'week' : 'later'
}

/** The queue in sections: by due span when it is sorted so, by day of publication for what is scheduled. The order stays. */
export function queueGroups(nominations: Nomination[], search: DeskSearch, now: Date): QueueGroup[] {
  if (search.view === 'scheduled') {
    const byTime = nominations.toSorted((one, other) => timeOf(one).localeCompare(timeOf(other)))
    return sections(
      byTime,
      one => dayOf(timeOf(one)),
      day => ({ day }),
    )
  }
  if (nominations.length === 0) return []
  const sorted = (search.sort ?? 'due') === 'due' && (search.view ?? 'all') !== 'held'
  if (!sorted || search.view === 'overdue' || search.view === 'today') return [{ key: 'all', head: null, nominations }]
  return sections(
    nominations,
    one => dueGroup(one.dueAt, now),
    due => ({ due }),
  )
}

const timeOf = (nomination: Nomination) => nomination.schedule?.effectiveAt ?? nomination.createdAt

function sections<K extends string>(
  nominations: Nomination[],
  keyOf: (nomination: Nomination) => K,
  headOf: (key: K) => QueueGroup['head'],
): QueueGroup[] {
  const groups = new Map<K, Nomination[]>()
  for (const nomination of nominations) {
    const key = keyOf(nomination)
    groups.set(key, [...(groups.get(key) ?? []), nomination])
  }
  return [...groups].map(([key, list]) => ({ key, head: headOf(key), nominations: list }))
}
