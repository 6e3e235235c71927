import { describe, expect, it } from 'vitest'
import { type Actor, anonymous } from './actor.ts'
import { type CollectionAct, type CollectionFacts, mayDoWithCollection } from './collection-rules.ts'

const acts: CollectionAct[] = ['collection.read', 'collection.edit', 'collection.manage']
const person = (id: string, role?: 'reader' | 'contributor' | 'editor', unitId = 'bao', partner = false): Actor => ({
  kind: 'person',
  id,
  name: id,
  hubRoles: [],
  memberships: role ? [{ unitId, role, partner }] : [],
})
const own: CollectionFacts = { ownerId: 'mai', unitId: null, madeBy: 'mai', grants: [] }
const ofUnit: CollectionFacts = { ownerId: null, unitId: 'bao', madeBy: 'mai', grants: [] }
const may = (actor: Actor, facts: CollectionFacts) =>
  acts.filter(act => mayDoWithCollection(actor, act, facts)).map(act => act.split('.')[1])

describe('who may do what with a board', () => {
  it('keeps an own board to its owner, from the unit and from hub staff', () => {
    expect(may(person('mai'), own)).toEqual(['read', 'edit', 'manage'])
    expect(may(person('tú', 'editor'), own)).toEqual([])
    const staff: Actor = { kind: 'person', id: 'an', name: 'an', hubRoles: ['administrator'], memberships: [] }
    expect(may(staff, own)).toEqual([])
    expect(may(anonymous, own)).toEqual([])
  })

  it('lets a unit’s readers look, its writers arrange, its editors and its maker manage', () => {
    expect(may(person('x', 'reader'), ofUnit)).toEqual(['read'])
    expect(may(person('x', 'contributor'), ofUnit)).toEqual(['read', 'edit'])
    expect(may(person('x', 'editor'), ofUnit)).toEqual(['read', 'edit', 'manage'])
    expect(may(person('mai', 'contributor'), ofUnit)).toEqual(['read', 'edit', 'manage'])
    expect(may(person('mai', 'reader'), ofUnit)).toEqual(['read'])
    expect(may(person('mai'), ofUnit)).toEqual([])
    expect(may(person('x', 'editor', 'dai'), ofUnit)).toEqual([])
  })

  it('opens to another unit what was granted, and no more', () => {
    const grant = (access: 'read' | 'edit') => ({ ...own, grants: [{ unitId: 'dai', access }] })
    expect(may(person('x', 'editor', 'dai'), grant('read'))).toEqual(['read'])
    expect(may(person('x', 'contributor', 'dai'), grant('edit'))).toEqual(['read', 'edit'])
    expect(may(person('x', 'reader', 'dai'), grant('edit'))).toEqual(['read'])
    expect(may(person('x', 'editor', 'dai', true), grant('edit'))).toEqual(['read'])
  })
})
