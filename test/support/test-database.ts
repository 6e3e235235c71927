import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { type Db, openDb } from '#server/platform/db'

export type TestDatabase = { db: Db; pool: pg.Pool; ownerUrl: string; appUrl: string; drop(): Promise<void> }

/** A database of its own, cloned from the migrated and seeded template; `db` is the running role, hub_app. */
export async function testDatabase(): Promise<TestDatabase> {
  const { ownerUrl, appUrl } = inject('cluster')
  const name = `hub_${randomBytes(6).toString('hex')}`
  await asOwner(ownerUrl, `create database ${name} template hub_template strategy file_copy`)
  const at = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const { db, pool } = openDb(at(appUrl), { max: 8, name: 'test' })
  return {
    db,
    pool,
    ownerUrl: at(ownerUrl),
    appUrl: at(appUrl),
    async drop() {
      await db.$disconnect()
      await pool.end()
      await asOwner(ownerUrl, `drop database if exists ${name} with (force)`)
    },
  }
}

async function asOwner(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
