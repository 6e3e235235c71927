import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seed } from '../../prisma/seed/seed.ts'
import { type TestDatabase, testDatabase } from './test-database.ts'

describe('the first data', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.drop())

  it('knows the nine districts until 30/6/2025 and the 96 communes from 1/7/2025', async () => {
    const districts = await database.db.term.count({
      where: { scheme: 'place', parentCode: '72', validTo: new Date('2025-06-30') },
    })
    const communes = await database.db.term.count({
      where: { scheme: 'place', parentCode: '80', validFrom: new Date('2025-07-01') },
    })
    expect([districts, communes]).toEqual([9, 96])
  })

  it('changes nothing when it is put in a second time', async () => {
    const count = async () => [
      await database.db.unit.count(),
      await database.db.unitName.count(),
      await database.db.term.count(),
    ]
    const before = await count()
    await seed(database.db)
    expect(await count()).toEqual(before)
    expect(before[0]).toBe(26)
  })

  it('lets the running role neither change nor delete audit rows', async () => {
    await expect(database.db.$executeRaw`delete from audit_entry`).rejects.toThrow(/permission denied/)
    await expect(database.db.$executeRaw`update receipt set state = 'x'`).rejects.toThrow(/permission denied/)
  })
})
