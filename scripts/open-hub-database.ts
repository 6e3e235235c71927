import { join } from 'node:path'
import type { Config } from '#server/platform/config'
import { lockDataDir } from '#server/platform/data-dir-lock'
import { type Db, openDb } from '#server/platform/db'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'

/** The hub's database as its owner sees it, for a command: the URLs, and what gives the cluster back. */
export type HubCluster = { ownerUrl: string; appUrl: string | null; close(): Promise<void> }

/**
 * Finds the hub's database for a command. Where the database is the embedded one and no hub runs, its cluster
 * is started for as long as the command needs it; that of a running hub is used and left running.
 */
export async function openHubCluster(config: Config): Promise<HubCluster> {
  if (config.database.kind === 'server') return { ...config.database, close: async () => {} }
  const lock = await lockDataDir(config.dataDir)
  const cluster = await startEmbeddedPostgres(join(config.dataDir, 'postgres'))
  return {
    ownerUrl: cluster.ownerUrl,
    appUrl: cluster.appUrl,
    async close() {
      // Only with the lock is it certain that no hub works on what we would stop.
      if (lock && !cluster.adopted) await cluster.stop()
      await lock?.release()
    },
  }
}

/** Opens the hub's database for a command, as the running role; see `openHubCluster`. */
export async function openHubDatabase(config: Config): Promise<{ db: Db; close(): Promise<void> }> {
  const cluster = await openHubCluster(config)
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
