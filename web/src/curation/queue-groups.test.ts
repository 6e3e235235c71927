import { describe, expect, it } from 'vitest'
import type { Nomination } from '#contracts/nomination'
import { dueGroup, queueGroups } from './queue-groups.ts'

const now = new Date('2026-11-23T20:00:00Z') // 24/11, 03:00 in Vietnam
const nomination = (id: string, over: Partial<Nomination>) =>
  ({ id, dueAt: null, schedule: null, createdAt: '2026-11-01T00:00:00Z', ...over }) as Nomination

describe('sections of the queue', () => {
  it('count days as Vietnam does', () => {
    expect(dueGroup('2026-11-23T16:59:00Z', now)).toBe('overdue')
    expect(dueGroup('2026-11-23T17:00:00Z', now)).toBe('today')
    expect(dueGroup('2026-11-30T16:59:00Z', now)).toBe('week')
    expect(dueGroup('2026-11-30T17:00:00Z', now)).toBe('later')
    expect(dueGroup(null, now)).toBe('none')
  })
  it('keep the order of the queue inside', () => {
    const list = [
      nomination('a', { dueAt: '2026-11-20T00:00:00Z' }),
      nomination('b', { dueAt: '2026-11-21T00:00:00Z' }),
      nomination('c', {}),
    ]
    expect(queueGroups(list, {}, now).map(group => [group.key, group.nominations.map(one => one.id)])).toEqual([
      ['overdue', ['a', 'b']],
      ['none', ['c']],
    ])
    expect(queueGroups(list, { sort: 'newest' }, now)).toHaveLength(1)
  })
  it('are days for what is scheduled, the earliest first', () => {
    const at = (effectiveAt: string) =>
      ({ schedule: { at: effectiveAt, effectiveAt, state: 'waiting', reason: null } }) as Partial<Nomination>
    const list = [
      nomination('late', at('2026-11-25T02:00:00Z')),
      nomination('soon', at('2026-11-24T02:00:00Z')),
      nomination('noon', at('2026-11-24T05:00:00Z')),
    ]
    expect(
      queueGroups(list, { view: 'scheduled' }, now).map(group => [group.head, group.nominations.map(one => one.id)]),
    ).toEqual([
      [{ day: '2026-11-24' }, ['soon', 'noon']],
      [{ day: '2026-11-25' }, ['late']],
    ])
  })
})
