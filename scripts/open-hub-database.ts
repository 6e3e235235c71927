import { join } from 'node:path'
import type { Config } from '#server/platform/config'
import { lockDataDir } from '#server/platform/data-dir-lock'
import { type Db, openDb } from '#server/platform/db'
import { startEmbeddedPostgres } from '#server/platform/embedded-postgres'

/**
 * Opens the hub's database for a command, as the running role. Where the database is the embedded one and no hub runs, its cluster
 * is started for as long as the command needs it; that of a running hub is used and left running.
 */
export async function openHubDatabase(config: Config): Promise<{ db: Db; close(): Promise<void> }> {
  const lock = config.database.kind === 'embedded' ? await lockDataDir(config.dataDir) : null
  const cluster =
    config.database.kind === 'embedded' ? await startEmbeddedPostgres(join(config.dataDir, 'postgres')) : null
  const { ownerUrl, appUrl } = config.database.kind === 'server' ? config.database : cluster!
  const role = appUrl ? {} : { role: 'hub_app' }
  const { db, pool } = openDb(appUrl ?? ownerUrl, { max: 2, name: 'hubctl', ...role })
  return {
    db,
    async close() {
      await db.$disconnect()
      await pool.end()
      // Only with the lock is it certain that no hub works on what we would stop.
      if (lock && cluster && !cluster.adopted) await cluster.stop()
      await lock?.release()
    },
  }
}
