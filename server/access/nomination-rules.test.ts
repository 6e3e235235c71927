import { describe, expect, it } from 'vitest'
import type { Actor } from './actor.ts'
import { can } from './can.ts'

const person = (id: string, role: 'reader' | 'contributor' | 'editor', unitId = 'bao'): Actor => ({
  ...{ kind: 'person', id, name: id, hubRoles: [] },
  memberships: [{ unitId, role, partner: false, predecessor: false } as never],
})
const curator: Actor = { kind: 'person', id: 'c', name: 'c', hubRoles: ['curator'], memberships: [] }
const open = { unitId: 'bao', nominatedBy: 'phong-vien', state: 'open' }

describe('what may be done with a nomination', () => {
  it('lets its unit read it and nobody of another', () => {
    expect(can(person('a', 'reader'), { act: 'nomination.read', nomination: open })).toBe(true)
    expect(can(person('a', 'editor', 'dai'), { act: 'nomination.read', nomination: open })).toBe(false)
    expect(can({ kind: 'anonymous' }, { act: 'nomination.read', nomination: open })).toBe(false)
  })
  it('lets who works in the unit comment, and its readers not', () => {
    expect(can(person('a', 'contributor'), { act: 'nomination.comment', nomination: open })).toBe(true)
    expect(can(person('a', 'reader'), { act: 'nomination.comment', nomination: open })).toBe(false)
  })
  it('lets the unit change it only until the desk approves, the desk also after', () => {
    const approved = { ...open, state: 'approved' }
    expect(can(person('a', 'editor'), { act: 'nomination.edit', nomination: open })).toBe(true)
    expect(can(person('a', 'editor'), { act: 'nomination.edit', nomination: approved })).toBe(false)
    expect(can(curator, { act: 'nomination.edit', nomination: approved })).toBe(true)
  })
  it('lets a contributor take back only what is their own', () => {
    expect(can(person('phong-vien', 'contributor'), { act: 'nomination.take', nomination: open })).toBe(true)
    expect(can(person('khac', 'contributor'), { act: 'nomination.take', nomination: open })).toBe(false)
  })
  it('lets no API key comment, whatever its scopes', () => {
    const key = { id: 'k', scopes: ['curate', 'edit', 'read', 'nominate', 'upload'] }
    expect(can({ ...curator, key } as Actor, { act: 'nomination.comment', nomination: open })).toBe(false)
  })
})
