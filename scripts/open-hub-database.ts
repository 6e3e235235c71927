import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { Config } from '#server/platform/config'
import { lockDataDir } from '#server/platform/data-dir-lock'
import { type Db, openDb } from '#server/platform/db'
import {
  type EmbeddedPostgres,
  hasCluster,
  runningEmbeddedPostgres,
  startEmbeddedPostgres,
} from '#server/platform/embedded-postgres'
import { Refused } from './refused.ts'

const patienceMs = 30_000

/** The hub's database as its owner sees it, for a command: the URLs, and what gives the cluster back. */
export type HubCluster = { ownerUrl: string; appUrl: string | null; close(): Promise<void> }

/**
 * Finds the hub's database for a command. Where the database is the embedded one and no hub runs, its cluster is started for as long
 * as the command needs it; that of a running hub is used and left running. With `make` an empty cluster is made where there is none,
 * for a restore. Throws Refused where there is no hub, or none that has come up.
 */
export async function openHubCluster(config: Config, { make = false } = {}): Promise<HubCluster> {
  if (config.database.kind === 'server') return { ...config.database, close: async () => {} }
  const { cluster, close } = await openCluster(config.dataDir, make)
  return { ownerUrl: cluster.ownerUrl, appUrl: cluster.appUrl, close }
}

/** Opens the hub's database for a command, as the running role; see `openHubCluster`. Throws Refused also where no hub is in it. */
export async function openHubDatabase(config: Config): Promise<{ db: Db; close(): Promise<void> }> {
  const cluster = await openHubCluster(config)
  try {
    if (!(await isHub(cluster.ownerUrl)))
      throw new Refused('this database holds no hub of this version: start the hub once')
  } catch (error) {
    await cluster.close()
    throw error
  }
  const role = cluster.appUrl ? {} : { role: 'hub_app' }
  const { db, pool } = openDb(cluster.appUrl ?? cluster.ownerUrl, { max: 2, name: 'hubctl', ...role })
  return {
    db,
    async close() {
      await db.$disconnect()
      await pool.end()
      await cluster.close()
    },
  }
}

async function openCluster(
  dataDir: string,
  make: boolean,
): Promise<{ cluster: EmbeddedPostgres; close(): Promise<void> }> {
  const directory = join(dataDir, 'postgres')
  // A command typed in the wrong place must not make a hub there.
  if (!make && (!existsSync(dataDir) || !(await hasCluster(directory))))
    throw new Refused(`there is no hub in ${dataDir}: name its folder in HUB_DATA_DIR`)
  const lock = await lockDataDir(dataDir)
  // Without the lock a hub runs, comes up or goes down: its cluster is its own to start and to stop.
  if (!lock) return { cluster: await clusterOfRunningHub(dataDir, directory), close: async () => {} }
  try {
    const cluster = await startEmbeddedPostgres(directory)
    return {
      cluster,
      async close() {
        if (!cluster.adopted) await cluster.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await lock.release()
    throw error
  }
}

async function clusterOfRunningHub(dataDir: string, directory: string): Promise<EmbeddedPostgres> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const cluster = await runningEmbeddedPostgres(directory)
    if (cluster && (await isHub(cluster.ownerUrl).catch(() => false))) return cluster
    if (Date.now() > deadline)
      throw new Refused(`a hub is starting or stopping in ${dataDir}: try again when it has done so`)
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

/** Whether the hub's tables stand there, those of this version's audit included. */
async function isHub(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  await client.connect().catch(error => {
    throw new Refused(`cannot reach the database: ${error.message}`)
  })
  try {
    const { rows } = await client.query(`select to_regclass('audit_link') is not null as whole`)
    return rows[0].whole
  } finally {
    await client.end()
  }
}
