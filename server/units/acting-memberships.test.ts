import { describe, expect, it } from 'vitest'
import type { UnitRole } from '#contracts/values'
import { actingMemberships, type GivenMembership, type InForce } from './acting-memberships.ts'

const member = (unitId: string, role: UnitRole, ended = false): GivenMembership => ({
  unitId,
  role,
  partner: false,
  ended,
})
const merged: InForce[] = [
  { from: 'bao', to: 'bao-dai', kind: 'merge', toEnded: false },
  { from: 'dai', to: 'bao-dai', kind: 'merge', toEnded: false },
]
const said = (given: GivenMembership[], successions: InForce[]) =>
  actingMemberships(given, successions).map(m => `${m.unitId} ${m.role}${m.predecessor ? ' (predecessor)' : ''}`)

describe('who acts where after a change of units', () => {
  it('leaves a member of a unit that stands where they are', () => {
    expect(said([member('sct', 'reader')], merged)).toEqual(['sct reader'])
  })

  it('lets the members of the successor act for every predecessor with their role', () => {
    expect(said([member('bao-dai', 'editor')], merged)).toEqual([
      'bao-dai editor',
      'bao editor (predecessor)',
      'dai editor (predecessor)',
    ])
  })

  it('takes the members of a merged unit along to the successor', () => {
    expect(said([member('bao', 'contributor', true)], merged)).toEqual([
      'bao-dai contributor',
      'bao contributor (predecessor)',
      'dai contributor (predecessor)',
    ])
  })

  it('changes nothing while the succession is not in force', () => {
    expect(said([member('bao', 'editor')], [])).toEqual(['bao editor'])
  })

  it('leaves the members of a split unit with nothing until they are given a place', () => {
    const split: InForce[] = [
      { from: 'a', to: 'b', kind: 'split', toEnded: false },
      { from: 'a', to: 'c', kind: 'split', toEnded: false },
    ]
    expect(said([member('a', 'editor', true)], split)).toEqual([])
    expect(said([member('b', 'reader')], split)).toEqual(['b reader', 'a reader (predecessor)'])
  })

  it('leaves the members of a unit that ended without a successor with nothing', () => {
    expect(said([member('ubnd-703', 'editor', true)], merged)).toEqual([])
  })

  it('follows a line of successions to its end', () => {
    const line: InForce[] = [
      { from: 'a', to: 'b', kind: 'rename', toEnded: true },
      { from: 'b', to: 'c', kind: 'transfer', toEnded: false },
    ]
    expect(said([member('a', 'reader', true)], line)).toEqual([
      'c reader',
      'b reader (predecessor)',
      'a reader (predecessor)',
    ])
    expect(said([member('a', 'reader', true)], [line[0]!, { ...line[1]!, toEnded: true }])).toEqual([])
  })

  it('keeps the highest role where two ways lead to one unit', () => {
    expect(said([member('bao', 'reader', true), member('bao-dai', 'editor')], merged)[0]).toBe('bao-dai editor')
  })
})
