import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Db, openDb } from '#server/platform/db'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { seed } from '../../prisma/seed/seed.ts'
import { migrate } from '../migrate.ts'

export type BenchHub = { folder: string; cluster: EmbeddedPostgres; db: Db }

/** Runs `work` beside an empty hub's database and a folder, both of which are gone afterwards. */
export async function withBenchHub<T>(work: (hub: BenchHub) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-bench-'))
  const cluster = await startEmbeddedPostgres(join(folder, 'postgres'), { durable: false })
  try {
    await migrate(cluster.ownerUrl)
    const { db, pool } = openDb(cluster.ownerUrl, { max: 2, name: 'bench' })
    try {
      await seed(db)
      return await work({ folder, cluster, db })
    } finally {
      await db.$disconnect()
      await pool.end()
    }
  } finally {
    await cluster.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
