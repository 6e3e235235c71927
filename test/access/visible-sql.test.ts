import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hubRoles, unitRoles, visibilities } from '#contracts/values'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { factsOf } from '#server/assets/find-readable-asset'
import { trashedSql, visibleSql } from '#server/assets/visible-sql'
import { databaseNow } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

describe('the rules as SQL', () => {
  let database: TestDatabase
  const people = [newId(), newId()]
  let units: { id: string; kind: string }[]
  beforeAll(async () => {
    database = await testDatabase()
    units = await database.db.unit.findMany({
      where: { code: { in: ['bao', 'dai', 'btttt'] } },
      select: { id: true, kind: true },
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

  it('let through exactly what `can` lets through, in random worlds', async () => {
    const rows = await database.db.asset.findMany()
    const membership = fc.record({ unit: fc.constantFrom(0, 1, 2), role: fc.constantFrom(...unitRoles) })
    const actors = fc.oneof(
      { weight: 1, arbitrary: fc.constant<Actor>({ kind: 'anonymous' }) },
      {
        weight: 12,
        arbitrary: fc
          .record({
            id: fc.constantFrom(...people),
            hubRoles: fc.uniqueArray(fc.constantFrom(...hubRoles)),
            memberships: fc.uniqueArray(membership, { selector: m => m.unit, maxLength: 3 }),
          })
          .map(
            ({ id, hubRoles, memberships }): Actor => ({
              kind: 'person',
              id,
              name: '',
              hubRoles,
              memberships: memberships.map(m => ({
                unitId: units[m.unit]!.id,
                role: m.role,
                partner: units[m.unit]!.kind === 'partner',
              })),
            }),
          ),
      },
    )
    await fc.assert(
      fc.asyncProperty(actors, async actor => {
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
          return row.life === 'trashed' && can(actor, { act: 'asset.trash', asset })
        })
        expect(trash.map(row => row.id)).toEqual(takenOut.map(row => row.id).sort())
      }),
      { numRuns: 150 },
    )
  })
})

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
