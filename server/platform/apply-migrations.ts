import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'

/** `prisma migrate` takes the same lock: only one of us applies at a time. */
const lockId = 72707369

/**
 * Applies `prisma/migrations` in order, offline, as `prisma migrate deploy` would (same table, same checksums), but each together
 * with its record in one transaction, so that a kill in between leaves nothing half-made. Returns the names applied. Throws where an
 * applied migration was changed since. With `last`, stops after the migration of that name: where a restore loads its rows.
 */
export async function applyMigrations(ownerUrl: string, directory: string, last?: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [lockId])
    return await applyAll(client, directory, last)
  } finally {
    await client.end()
  }
}

async function applyAll(client: pg.Client, directory: string, last?: string): Promise<string[]> {
  await client.query(`create table if not exists _prisma_migrations (
    id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
    migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
    started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`)
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished_at: Date | null }>(
    'select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null',
  )
  const failed = rows.find(row => !row.finished_at)
  if (failed) throw new Error(`migration ${failed.migration_name} failed earlier: see _prisma_migrations (P3009)`)
  const done = new Map(rows.map(row => [row.migration_name, row.checksum]))
  const applied: string[] = []
  for (const { name, sql, checksum } of await readMigrations(directory)) {
    if (last !== undefined && name > last) break
    if (done.has(name)) {
      if (done.get(name) !== checksum) throw new Error(`migration ${name} was changed after it was applied`)
      continue
    }
    await applyOne(client, name, sql, checksum)
    applied.push(name)
  }
  return applied
}

async function readMigrations(directory: string) {
  const entries = await readdir(directory, { withFileTypes: true })
  const names = entries
    .filter(entry => entry.isDirectory())
    .map(entry => entry.name)
    .sort()
  return Promise.all(
    names.map(async name => {
      const sql = await readFile(join(directory, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

async function applyOne(client: pg.Client, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    )
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed, nothing of it was kept`, { cause: error })
  }
}
