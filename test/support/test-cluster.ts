import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { openDb } from '#server/platform/db'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { seed } from '../../prisma/seed/seed.ts'
import { migrate } from '../../scripts/migrate.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    cluster: { ownerUrl: string; appUrl: string }
  }
}

/** One embedded Postgres a test run, with a migrated and seeded template; fsync is off, as nothing here outlives the run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'hub-test-'))
  const cluster = await startEmbeddedPostgres(directory, { durable: false })
  const ownerUrl = await makeTemplate(cluster.ownerUrl)
  const appUrl = cluster.appUrl
  project.provide('cluster', { ownerUrl, appUrl })
  return async () => {
    await cluster.stop()
    await rm(directory, { recursive: true, force: true })
  }
}

async function makeTemplate(ownerUrl: string): Promise<string> {
  await migrate(ownerUrl)
  const { db, pool } = openDb(ownerUrl, { max: 2, name: 'template' })
  await seed(db)
  await db.$disconnect()
  await pool.end()
  const url = new URL(ownerUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query('alter database hub rename to hub_template')
  await client.end()
  return url.href
}
