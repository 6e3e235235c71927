import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyScopes } from '#contracts/api-key'
import { successionKinds } from '#contracts/unit-history'
import { hubRoles, unitRoles, visibilities } from '#contracts/values'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { termOf } from '#server/access/read-scope'
import { factsOf } from '#server/assets/find-readable-asset'
import { rightsEndedSql, trashedSql, visibleSql } from '#server/assets/visible-sql'
import { databaseNow } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { listWarnings } from '#server/reuse/list-warnings'
import { actingMemberships } from '#server/units/acting-memberships'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

describe('the rules as SQL', () => {
  let database: TestDatabase
  const people = [newId(), newId()]
  let units: { id: string; kind: string }[]
  beforeAll(async () => {
    database = await testDatabase()
    units = await database.db.unit.findMany({
      where: { code: { in: ['bao', 'dai', 'stttt', 'btttt'] } },
      select: { id: true, kind: true },
      orderBy: { code: 'asc' },
    })
    const dates = worldDates(await databaseNow(database.db))
    const world = units.flatMap(unit =>
      visibilities.flatMap(visibility =>
        people.flatMap(uploadedBy =>
          dates.map((date, i) => ({
            id: newId(),
            unitId: unit.id,
            visibility,
            uploadedBy,
            ...date,
            life: i === 0 ? 'trashed' : 'active',
            kind: 'image',
            file: 'ready',
            title: 'x',
            date: new Date(),
          })),
        ),
      ),
    )
    await database.db.asset.createMany({ data: world })
  })
  afterAll(() => database.drop())

  it('stand on a world with a partner, three units and every kind of date', () => {
    expect(units).toHaveLength(4)
    expect(units.filter(unit => unit.kind === 'partner')).toHaveLength(1)
  })

  it('let through exactly what `can` lets through, in random worlds', async () => {
    const rows = await database.db.asset.findMany()
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(randomActor(people, units), async actor => {
        const listed = await database.db.$queryRaw<
          { id: string }[]
        >`select id from asset where ${visibleSql(actor)} order by id`
        const now = await databaseNow(database.db)
        const allowed = rows.filter(
          row => row.life === 'active' && can(actor, { act: 'asset.read', asset: factsOf({ ...row, now }) }),
        )
        expect(listed.map(row => row.id)).toEqual(allowed.map(row => row.id).sort())
        const trash = await database.db.$queryRaw<
          { id: string }[]
        >`select id from asset where ${trashedSql(actor)} order by id`
        const takenOut = rows.filter(row => {
          const asset = factsOf({ ...row, now })
          // What a key's scopes leave of it is asked of the operation.
          return row.life === 'trashed' && can(actor, { act: 'asset.read', asset })
        })
        expect(trash.map(row => row.id)).toEqual(takenOut.map(row => row.id).sort())
        for (const kind of kindsOf(actor)) seen.add(kind)
      }),
      { numRuns: 250 },
    )
    // A property over worlds that never came up proves nothing.
    expect([...seen].sort()).toEqual(['by key', 'nobody', 'partner', 'person', 'predecessor', 'staff'])
  }, 60_000)

  it('say of rights that ended what the rule over facts says', async () => {
    const rows = await database.db.asset.findMany()
    const ended = await database.db.$queryRaw<{ id: string }[]>`select id from asset where ${rightsEndedSql()}`
    const now = await databaseNow(database.db)
    const expected = rows.filter(row => ['ended', 'withdrawn'].includes(termOf(factsOf({ ...row, now }))))
    expect(ended.map(row => row.id).sort()).toEqual(expected.map(row => row.id).sort())
  })

  it('warn of a right’s end exactly those who may edit the item', async () => {
    const end = new Date((await databaseNow(database.db)).getTime() + 2 * 24 * 3_600_000)
    const ending = await database.db.asset.findMany({
      where: { life: 'active', rightsUntil: { gte: end }, embargoUntil: null },
    })
    await database.db.rightsWarning.createMany({
      data: ending.map(({ id, rightsUntil }) => ({ id: newId(), assetId: id, endsOn: rightsUntil!, days: 7 })),
    })
    expect(ending.length).toBeGreaterThanOrEqual(40)
    expect(ending.length).toBeLessThanOrEqual(100)
    await fc.assert(
      fc.asyncProperty(randomActor(people, units), async actor => {
        if (actor.kind === 'anonymous' || actor.key) return
        const now = await databaseNow(database.db)
        const may = ending.filter(row => can(actor, { act: 'asset.edit', asset: factsOf({ ...row, now }) }))
        const warned = (await listWarnings(database.db, actor)).map(warning => warning.asset.id)
        expect(warned.sort()).toEqual(may.map(row => row.id).sort())
      }),
      { numRuns: 100 },
    )
  }, 60_000)
})

/**
 * Anybody: nobody, or a person with hub roles and memberships as they were given, in a world where units merged, split or ended
 * (`actingMemberships` says where they act by now), who may come by a key.
 */
function randomActor(people: readonly string[], units: readonly { id: string; kind: string }[]): fc.Arbitrary<Actor> {
  const unit = fc.constantFrom(...units)
  const membership = fc.record({ unit, role: fc.constantFrom(...unitRoles), ended: fc.boolean() })
  const succession = fc.record({
    from: unit,
    to: unit,
    kind: fc.constantFrom(...successionKinds),
    toEnded: fc.boolean(),
  })
  const key = fc.record({ id: fc.constant('key'), scopes: fc.uniqueArray(fc.constantFrom(...keyScopes)) })
  const person = fc
    .record({
      id: fc.constantFrom(...people),
      hubRoles: fc.uniqueArray(fc.constantFrom(...hubRoles), { maxLength: 1 }),
      given: fc.uniqueArray(membership, { selector: m => m.unit.id, maxLength: 3 }),
      // Ids rise, so that no line of successors is a circle, as the database sees to it.
      successions: fc
        .uniqueArray(succession, { selector: s => `${s.from.id} ${s.to.id}`, maxLength: 3 })
        .map(all => all.filter(({ from, to }) => from.id < to.id)),
      key: fc.option(key, { nil: undefined }),
    })
    .map(({ id, hubRoles, given, successions, key }): Actor => {
      const memberships = actingMemberships(
        given.map(({ unit, role, ended }) => ({ unitId: unit.id, role, ended, partner: unit.kind === 'partner' })),
        successions.map(({ from, to, kind, toEnded }) => ({ from: from.id, to: to.id, kind, toEnded })),
      )
      return { kind: 'person', id, name: '', hubRoles, memberships, ...(key ? { key } : {}) }
    })
  return fc.oneof(
    { weight: 1, arbitrary: fc.constant<Actor>({ kind: 'anonymous' }) },
    { weight: 12, arbitrary: person },
  )
}

function kindsOf(actor: Actor): string[] {
  if (actor.kind === 'anonymous') return ['nobody']
  return [
    'person',
    ...(actor.hubRoles.length > 0 ? ['staff'] : []),
    ...(actor.key ? ['by key'] : []),
    ...(actor.memberships.some(m => m.partner) ? ['partner'] : []),
    ...(actor.memberships.some(m => m.predecessor) ? ['predecessor'] : []),
  ]
}

/** Dates on both sides of the database's now, alone and together; the first is without any. Hours away, so no run crosses one. */
function worldDates(now: Date) {
  const hour = 3_600_000
  const around = [-26, 26].map(hours => new Date(now.getTime() + hours * hour))
  const today = new Date(now.getTime() + 7 * hour)
  const days = [-2, 0, 2].map(n => new Date(today.getTime() + n * 24 * hour))
  const none = { embargoUntil: null, rightsFrom: null, rightsUntil: null, consentWithdrawnAt: null }
  return [
    none,
    none,
    ...around.map(embargoUntil => ({ ...none, embargoUntil })),
    ...days.map(rightsFrom => ({ ...none, rightsFrom })),
    ...days.map(rightsUntil => ({ ...none, rightsUntil })),
    ...around.map(consentWithdrawnAt => ({ ...none, consentWithdrawnAt })),
    ...around.flatMap(embargoUntil => days.map(rightsUntil => ({ ...none, embargoUntil, rightsUntil }))),
  ]
}
