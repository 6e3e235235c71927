import { describe, expect, it } from 'vitest'
import { type KeyScope, keyScopes } from '#contracts/api-key'
import type { Operation } from '#contracts/operation'
import { operations } from '#contracts/operations'
import type { HubRole } from '#contracts/values'
import { type Actor, anonymous } from './actor.ts'
import { can } from './can.ts'
import { keyAllows, keyMayCall, neededScope } from './key-scopes.ts'

const keyOf = (scopes: readonly KeyScope[], hubRoles: HubRole[] = ['administrator']): Actor => ({
  kind: 'person',
  id: 'me',
  name: 'Tôi',
  hubRoles,
  memberships: [{ unitId: 'bao', role: 'editor', partner: false }],
  key: { id: 'key', scopes },
})
const all = Object.values(operations) as Operation[]
const callable = (scopes: readonly KeyScope[]) => all.filter(operation => keyMayCall(keyOf(scopes), operation))

describe('a key’s scopes', () => {
  it('reach no person, no key, no session and nothing of the administration, even all of them together', () => {
    const reached = callable(keyScopes)
    expect(reached.map(operation => operation.access)).not.toContain('administer')
    expect(reached.map(operation => operation.access)).not.toContain('self')
    expect(reached.filter(({ path }) => path.startsWith('/api/v1/me/') || /people|audit|jobs/.test(path))).toEqual([])
  })

  it('find everything under /me/ closed: it is the person’s own', () => {
    expect(all.filter(({ path, access }) => path.startsWith('/api/v1/me/') && access !== 'self')).toEqual([])
  })

  it('of reading change nothing', () => {
    const reading = callable(['read'])
    expect(reading.length).toBeGreaterThan(8)
    expect(reading.filter(operation => !['get', 'options'].includes(operation.method))).toEqual([])
  })

  it('open one door each', () => {
    const doors = (scope: KeyScope) =>
      callable([scope])
        .filter(operation => operation.access !== 'open' && operation.access !== 'share')
        .map(operation => operation.access)
    expect(new Set(doors('upload'))).toEqual(new Set(['unit:upload']))
    expect(new Set(doors('nominate'))).toEqual(new Set(['asset:nominate']))
    expect(new Set(doors('edit'))).toEqual(new Set(['asset:edit', 'asset:trash', 'collection:edit']))
    expect(new Set(doors('curate'))).toEqual(new Set(['curate']))
  })

  it('that nobody knows are worth nothing', () => {
    const odd = keyOf(['everything' as KeyScope])
    // A share link's holder needs no account, so a key neither helps nor hinders there.
    const reached = all.filter(operation => keyMayCall(odd, operation)).map(operation => operation.access)
    expect(new Set(reached)).toEqual(new Set(['open', 'share']))
    expect(keyMayCall(keyOf(keyScopes), { access: 'new-class' as 'open', method: 'get' })).toBe(false)
    expect(keyAllows(keyOf(keyScopes), undefined)).toBe(false)
    expect(neededScope({ access: 'session', method: 'post' })).toBeNull()
  })

  it('narrow the owner’s rights and never widen them', () => {
    const undated = {
      embargoUntil: null,
      rightsFrom: null,
      rightsUntil: null,
      consentWithdrawnAt: null,
      recalledAt: null,
      now: new Date(),
    }
    const asset = { unitId: 'bao', uploadedBy: 'me', visibility: 'hub', life: 'active', ...undated } as const
    const edit = { act: 'asset.edit', asset } as const
    expect(can(keyOf(['read']), edit)).toBe(false)
    expect(can(keyOf(['edit']), edit)).toBe(true)
    expect(can(keyOf(keyScopes, []), { act: 'asset.edit', asset: { ...asset, unitId: 'dai' } })).toBe(false)
    expect(can(keyOf(keyScopes, []), { act: 'hub.curate' })).toBe(false)
    expect(can(keyOf(['curate']), { act: 'hub.curate' })).toBe(true)
    expect(can(keyOf(keyScopes), { act: 'hub.administer' })).toBe(false)
    expect(can(keyOf(['edit']), { act: 'asset.nominate', asset })).toBe(false)
    expect(can(keyOf(keyScopes), { act: 'asset.reuse', asset })).toBe(false)
    expect(can(keyOf(['read']), { act: 'asset.download', asset })).toBe(true)
    expect(can(keyOf(['upload']), { act: 'asset.download', asset })).toBe(false)
    expect(can(keyOf(['nominate']), { act: 'asset.upload', unitId: 'bao', curatingUnitId: null })).toBe(false)
  })

  it('do not bind people who are signed in, nor those whom nobody knows', () => {
    const { key: _, ...person } = keyOf([]) as Extract<Actor, { kind: 'person' }>
    expect(all.every(operation => keyMayCall(person, operation) && keyMayCall(anonymous, operation))).toBe(true)
  })
})
