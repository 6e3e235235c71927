import { describe, expect, it } from 'vitest'
import type { Visibility } from '#contracts/values'
import { visibilities } from '#contracts/values'
import { type Actor, anonymous } from './actor.ts'
import { can } from './can.ts'
import type { AssetFacts } from './read-scope.ts'

const person = (over: Partial<Extract<Actor, { kind: 'person' }>> = {}): Actor => ({
  kind: 'person',
  id: 'me',
  name: 'Tôi',
  hubRoles: [],
  memberships: [],
  ...over,
})
const inUnit = (role: 'reader' | 'contributor' | 'editor', unitId = 'bao', partner = false) =>
  person({ memberships: [{ unitId, role, partner }] })
const actors = {
  nobody: anonymous,
  'a person without a unit': person(),
  'a partner': inUnit('reader', 'btttt', true),
  'a reader of another unit': inUnit('reader', 'dai'),
  'an editor of another unit': inUnit('editor', 'dai'),
  'a reader of the unit': inUnit('reader'),
  'a contributor of the unit': inUnit('contributor'),
  'an editor of the unit': inUnit('editor'),
  'a curator': person({ hubRoles: ['curator'] }),
  'an administrator': person({ hubRoles: ['administrator'] }),
}
const asset = (visibility: Visibility, over: Partial<AssetFacts> = {}): AssetFacts => ({
  unitId: 'bao',
  uploadedBy: 'somebody else',
  life: 'active',
  visibility,
  ...{ embargoUntil: null, rightsFrom: null, rightsUntil: null, consentWithdrawnAt: null, recalledAt: null },
  now: new Date('2026-12-31T10:00:00Z'),
  ...over,
})

/** Written by hand from the plan's rules, not computed: D draft, U unit, H hub, P partners, A public (for all). */
const reads: Record<keyof typeof actors, string> = {
  nobody: 'A',
  'a person without a unit': 'A',
  'a partner': 'PA',
  'a reader of another unit': 'HPA',
  'an editor of another unit': 'HPA',
  'a reader of the unit': 'UHPA',
  'a contributor of the unit': 'UHPA',
  'an editor of the unit': 'DUHPA',
  'a curator': 'UHPA',
  'an administrator': 'UHPA',
}
const letter: Record<Visibility, string> = { draft: 'D', unit: 'U', hub: 'H', partners: 'P', public: 'A' }

describe('who may read', () => {
  for (const [name, actor] of Object.entries(actors) as [keyof typeof actors, Actor][]) {
    it(`${name} reads ${reads[name]}`, () => {
      const read = visibilities.filter(visibility => can(actor, { act: 'asset.read', asset: asset(visibility) }))
      expect(read.map(visibility => letter[visibility]).join('')).toBe(reads[name])
    })
  }

  it('a contributor reads the own draft, not a colleague’s', () => {
    const actor = actors['a contributor of the unit']
    expect(can(actor, { act: 'asset.read', asset: asset('draft', { uploadedBy: 'me' }) })).toBe(true)
    expect(can(actor, { act: 'asset.read', asset: asset('draft') })).toBe(false)
  })

  it('somebody who left the unit loses the own draft', () => {
    expect(can(inUnit('editor', 'dai'), { act: 'asset.read', asset: asset('draft', { uploadedBy: 'me' }) })).toBe(false)
  })

  it('the trash is open to those who could edit, closed to other readers', () => {
    const trashed = asset('public', { life: 'trashed' })
    expect(can(actors['an editor of the unit'], { act: 'asset.read', asset: trashed })).toBe(true)
    expect(can(actors['a reader of the unit'], { act: 'asset.read', asset: trashed })).toBe(false)
    expect(can(anonymous, { act: 'asset.read', asset: trashed })).toBe(false)
  })
})

/** The same hand-written table under dates: what each still reads of an item of every visibility. */
const dated: Record<string, { facts: Partial<AssetFacts>; reads: Record<keyof typeof actors, string> }> = {
  'before its embargo ends': {
    facts: { embargoUntil: new Date('2026-12-31T10:00:00.001Z') },
    reads: {
      nobody: '',
      'a person without a unit': '',
      'a partner': '',
      'a reader of another unit': '',
      'an editor of another unit': '',
      'a reader of the unit': '',
      'a contributor of the unit': '',
      'an editor of the unit': 'DUHPA',
      'a curator': 'UHPA',
      'an administrator': 'UHPA',
    },
  },
  'at the end of its embargo': { facts: { embargoUntil: new Date('2026-12-31T10:00:00Z') }, reads },
  'on the last day of its right': { facts: { rightsUntil: new Date('2026-12-31') }, reads },
  'after its right has ended': {
    facts: { rightsUntil: new Date('2026-12-30') },
    reads: { ...reads, nobody: '', 'a person without a unit': '', 'a partner': '' },
  },
  'before its right begins': {
    facts: { rightsFrom: new Date('2027-01-01') },
    reads: { ...reads, nobody: '', 'a person without a unit': '', 'a partner': '' },
  },
}

describe('dates', () => {
  for (const [when, { facts, reads }] of Object.entries(dated)) {
    for (const [name, actor] of Object.entries(actors) as [keyof typeof actors, Actor][]) {
      it(`${name} reads an item ${when}: ${reads[name] || 'nothing'}`, () => {
        const seen = visibilities.filter(each => can(actor, { act: 'asset.read', asset: asset(each, facts) }))
        expect(seen.map(visibility => letter[visibility]).join('')).toBe(reads[name])
      })
    }
  }

  it('a right ends at midnight in Vietnam, seven hours before that of UTC', () => {
    const at = (now: string) =>
      can(anonymous, {
        act: 'asset.read',
        asset: asset('public', { rightsUntil: new Date('2026-12-31'), now: new Date(now) }),
      })
    expect(at('2026-12-31T16:59:59.999Z')).toBe(true)
    expect(at('2026-12-31T17:00:00Z')).toBe(false)
  })

  it('who uploaded it prepares it, too', () => {
    const facts = { uploadedBy: 'me', embargoUntil: new Date('2027-01-01') }
    expect(can(actors['a contributor of the unit'], { act: 'asset.read', asset: asset('hub', facts) })).toBe(true)
    expect(can(inUnit('contributor', 'dai'), { act: 'asset.read', asset: asset('hub', facts) })).toBe(false)
  })

  it.each([
    ['an ended right', { rightsUntil: new Date('2026-12-30') }],
    ['a right to come', { rightsFrom: new Date('2027-01-01') }],
    ['a consent taken back', { consentWithdrawnAt: new Date('2026-12-01') }],
    ['a recall', { recalledAt: new Date('2026-12-01') }],
    ['an embargo', { embargoUntil: new Date('2027-01-01') }],
  ] as const)('nobody reuses under %s, and only its keepers fetch the file', (_, facts) => {
    const may = (act: 'asset.reuse' | 'asset.download') =>
      Object.entries(actors)
        .filter(([, actor]) => can(actor, { act, asset: asset('public', facts) }))
        .map(([name]) => name)
    expect(may('asset.reuse')).toEqual([])
    expect(may('asset.download')).toEqual(['an editor of the unit', 'a curator', 'an administrator'])
  })

  it('nobody nominates what has ended or was taken back', () => {
    const editor = actors['an editor of the unit']
    expect(can(editor, { act: 'asset.nominate', asset: asset('hub') })).toBe(true)
    for (const facts of [{ rightsUntil: new Date('2026-12-30') }, { consentWithdrawnAt: new Date('2026-12-01') }])
      expect(can(editor, { act: 'asset.nominate', asset: asset('hub', facts) })).toBe(false)
  })
})

describe('who may change', () => {
  it.each([
    ['nobody', false],
    ['a partner', false],
    ['a reader of the unit', false],
    ['a contributor of the unit', false],
    ['an editor of another unit', false],
    ['an editor of the unit', true],
    ['a curator', true],
  ] as const)('%s edits a public asset of the unit: %s', (name, expected) => {
    expect(can(actors[name], { act: 'asset.edit', asset: asset('public') })).toBe(expected)
  })

  it('a contributor edits and nominates the own asset only', () => {
    const own = asset('unit', { uploadedBy: 'me' })
    expect(can(actors['a contributor of the unit'], { act: 'asset.edit', asset: own })).toBe(true)
    expect(can(actors['a contributor of the unit'], { act: 'asset.nominate', asset: own })).toBe(true)
  })

  it('nobody nominates from the trash', () => {
    expect(
      can(actors['an editor of the unit'], { act: 'asset.nominate', asset: asset('hub', { life: 'trashed' }) }),
    ).toBe(false)
  })

  it('uploads need a role in the unit; hub staff upload for the curating unit only', () => {
    const to = (unitId: string) => ({ act: 'asset.upload' as const, unitId, curatingUnitId: 'stttt' })
    expect(can(actors['a contributor of the unit'], to('bao'))).toBe(true)
    expect(can(actors['a reader of the unit'], to('bao'))).toBe(false)
    expect(can(actors['an editor of the unit'], to('dai'))).toBe(false)
    expect(can(actors['a curator'], to('stttt'))).toBe(true)
    expect(can(actors['a curator'], to('bao'))).toBe(false)
    expect(can(inUnit('editor', 'btttt', true), to('btttt'))).toBe(false)
  })

  it('only an administrator administers, both hub roles curate', () => {
    const admin = Object.values(actors).map(actor => can(actor, { act: 'hub.administer' }))
    expect(admin.filter(Boolean)).toHaveLength(1)
    expect(can(actors['a curator'], { act: 'hub.curate' })).toBe(true)
    expect(can(actors['an editor of the unit'], { act: 'hub.curate' })).toBe(false)
  })
})
