import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerProblem } from '#server/http/answer-problem'
import { isOverloaded, openDb, transaction } from '#server/platform/db'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

describe('a hub whose database connections are all busy', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.drop())

  it('answers 503 with a time to come back, in and outside of a transaction', async () => {
    const { db, pool } = openDb(database.appUrl, { max: 1, name: 'overload', waitMs: 1_500 })
    const busy = await pool.connect()
    const failures = [
      await db.person.count().catch((error: unknown) => error),
      await transaction(db, tx => tx.person.count()).catch((error: unknown) => error),
    ]
    expect(failures.map(isOverloaded)).toEqual([true, true])
    expect(failures.map(statusOf)).toEqual([503, 503])
    busy.release()
    expect(await db.person.count()).toBe(0)
    await db.$disconnect()
    await pool.end()
  })

  it('does not take another failure for it', async () => {
    const failure = await database.db.$queryRaw`select nothing`.catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(Error)
    expect(isOverloaded(failure)).toBe(false)
    expect(statusOf(failure)).toBe(500)
  })
})

/** The status with which the app's last handler answers what was thrown. */
function statusOf(thrown: unknown): number {
  let status = 0
  const res = {
    locals: {},
    headersSent: false,
    removeHeader() {},
    set: () => res,
    type: () => res,
    send: () => res,
    status(code: number) {
      status = code
      return res
    },
  }
  const log = { info() {}, warn() {}, error() {} }
  const req = { complete: true, path: '/', get: () => undefined }
  answerProblem(log)(thrown, req as never, res as never, () => {})
  return status
}
