import pg from 'pg'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { linkEntries } from '#server/audit/link-entries'
import { chainReader } from '#server/audit/read-chain'
import { record } from '#server/audit/record'
import { startChainer } from '#server/audit/start-chainer'
import { verifyChain } from '#server/audit/verify-chain'
import { transaction } from '#server/platform/db'
import { createLog } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

describe('the chain of the audit', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await testDatabase()
  })
  afterEach(() => database.drop())

  const act = (after: unknown = { title: 'Núi Bà', tags: ['b', 'a'], n: 1.5 }) =>
    transaction(database.db, tx =>
      record(tx, 'system', { act: 'asset.edit', subjectKind: 'asset', subjectId: newId(), after }),
    )
  const link = (wait = false) => transaction(database.db, tx => linkEntries(tx, { limit: 500, wait }))
  /** Does as the owner what the running role may not, with the triggers off: what a thief of the owner's password can do. */
  const tamper = async (sql: string) => {
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    await client.query('set session_replication_role = replica')
    await client.query(sql)
    await client.end()
  }
  const chained = async (acts: number) => {
    for (let n = 0; n < acts; n++) await act()
    await link()
    expect((await verifyChain(database.db)).broken).toBeNull()
  }

  it('links what was committed, each link over the one before, and holds', async () => {
    await chained(3)
    expect(await verifyChain(database.db)).toMatchObject({
      read: 3,
      erased: 0,
      broken: null,
      waiting: 0,
      head: { seq: 3n },
    })
    await act()
    expect(await verifyChain(database.db)).toMatchObject({ read: 3, waiting: 1 })
    await link()
    const links = await database.db.auditLink.findMany({ orderBy: { seq: 'asc' } })
    expect(links.map(each => each.prev)).toEqual(['0'.repeat(64), ...links.slice(0, 3).map(each => each.hash)])
  })

  it('puts a row that commits late behind those that were quicker, and keeps no writer waiting', async () => {
    let release = () => {}
    const late = transaction(database.db, async tx => {
      await record(tx, 'system', { act: 'slow', subjectKind: 'asset', subjectId: newId() })
      await new Promise<void>(resolve => {
        release = resolve
        void act()
          .then(() => link())
          .then(release)
      })
    })
    await late
    await link()
    const links = await database.db.auditLink.findMany({ orderBy: { seq: 'asc' }, include: { entry: true } })
    expect(links.map(each => each.entry.act)).toEqual(['asset.edit', 'slow'])
    expect((await verifyChain(database.db)).broken).toBeNull()
  })

  it('is written by one at a time: twenty who try together make one chain without a fork', async () => {
    for (let n = 0; n < 40; n++) await act()
    const linked = await Promise.all(Array.from({ length: 20 }, (_, n) => link(n % 2 === 0)))
    expect(linked.reduce((sum, n) => sum + n, 0)).toBe(40)
    expect(await verifyChain(database.db)).toMatchObject({ read: 40, broken: null, waiting: 0 })
  })

  it('grows by itself where a worker runs', async () => {
    const chainer = startChainer(database.db, createLog('silent', 'test'))
    await act()
    await expect.poll(() => database.db.auditLink.count(), { timeout: 5_000, interval: 20 }).toBe(1)
    await chainer.stop()
  })

  it.each([
    [
      'another act',
      `update audit_entry set act = 'x' where id = (select entry_id from audit_link where seq = 2)`,
      'entry-changed',
    ],
    [
      'another time',
      `update audit_entry set at = at + interval '1 microsecond' where id = (select entry_id from audit_link where seq = 2)`,
      'entry-changed',
    ],
    [
      'another record',
      `update audit_detail set after = '{"title": "x"}' where entry_id = (select entry_id from audit_link where seq = 2)`,
      'what-changed',
    ],
    [
      'another person',
      `update audit_detail set person_id = gen_random_uuid() where entry_id = (select entry_id from audit_link where seq = 2)`,
      'who-changed',
    ],
    [
      'no salt and no erasure',
      `update audit_detail set who_salt = null where entry_id = (select entry_id from audit_link where seq = 2)`,
      'no-erasure',
    ],
    [
      'an erasure that was none',
      `update audit_detail set who_salt = null, erased_by = entry_id where entry_id = (select entry_id from audit_link where seq = 2)`,
      'no-erasure',
    ],
    ['no entry', 'delete from audit_entry where id = (select entry_id from audit_link where seq = 2)', 'entry-gone'],
    [
      'no detail',
      'delete from audit_detail where entry_id = (select entry_id from audit_link where seq = 2)',
      'detail-gone',
    ],
    ['no link', 'delete from audit_link where seq = 2', 'gap'],
    ['another hash', `update audit_link set hash = repeat('a', 64) where seq = 2`, 'entry-changed'],
  ])('names the place where somebody put in %s', async (_what, sql, reason) => {
    await chained(4)
    await tamper(sql)
    const { broken, head } = await verifyChain(database.db)
    expect(broken).toMatchObject({ seq: reason === 'gap' ? 3 : 2, reason })
    expect(head.seq).toBe(1n)
  })

  it('tells its readers of a break, and looks at everything again after one', async () => {
    const read = chainReader(database.db)
    await chained(2)
    expect(await read()).toMatchObject({ intact: true, links: 2, head: { seq: 2 } })
    await tamper(`update audit_entry set act = 'x' where id = (select entry_id from audit_link where seq = 1)`)
    await act()
    await link()
    expect(await read()).toMatchObject({ intact: true, links: 3 })
    const later = chainReader(database.db)
    expect(await later()).toMatchObject({ intact: false, broken: { seq: 1 } })
    expect(await later()).toMatchObject({ intact: false, broken: { seq: 1 } })
  })

  it.each([
    `delete from audit_link`,
    `update audit_link set hash = 'x'`,
    `truncate audit_link`,
    `delete from audit_entry`,
    `update audit_entry set act = 'x'`,
    `delete from audit_detail`,
    `update audit_detail set address = '10.0.0.1'`,
    `update audit_detail set person_id = null, address = null, who_salt = null`,
    `update audit_detail set after = null, erased_by = entry_id`,
  ])('cannot be rewritten by the running role: %s', async sql => {
    await chained(2)
    await expect(database.pool.query(sql)).rejects.toThrow(/permission denied|append-only/)
  })

  it('refuses the owner as well, as long as the triggers stand', async () => {
    await chained(1)
    const client = new pg.Client({ connectionString: database.ownerUrl })
    await client.connect()
    for (const table of ['audit_link', 'audit_entry', 'audit_detail'])
      await expect(client.query(`delete from ${table}`)).rejects.toThrow(/append-only/)
    await client.end()
  })
})
