import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type pg from 'pg'
import type { ChannelDeps } from '#server/channels/channel'
import { createChannels } from '#server/channels/create-channels'
import { type Auth, createAuth } from '#server/identity/auth'
import { type Clock, systemClock } from '#server/platform/clock'
import type { Config } from '#server/platform/config'
import { type Db, openDb } from '#server/platform/db'
import { createLog, type Log } from '#server/platform/log'
import { createOutbound } from '#server/platform/outbound-fetch'
import { hubSecret } from '#server/platform/secrets'
import { type SigningKeys, signingKeys } from '#server/platform/signing-keys'
import { postgresIndex } from '#server/search/postgres-index'
import type { SearchIndex } from '#server/search/search-index'
import type { ObjectStore } from '#server/storage/object-store'
import { openStore } from '#server/storage/open-store'

/** Everything the hub's parts are handed; a plain object, made once a process. */
export type Deps = {
  config: Config
  db: Db
  pool: pg.Pool
  store: ObjectStore
  index: SearchIndex
  auth: Auth
  keys: SigningKeys
  channels: ChannelDeps
  log: Log
  clock: Clock
  /** Where the built web lies. */
  webDir: string
  /** Origins that a browser may send changes from. */
  trustedOrigins: readonly string[]
  close(): Promise<void>
}

/**
 * Config -> Deps. Throws where the database is not named: `npm start` names it for the processes that it starts.
 * `connections` bounds this process's share of the database.
 */
export async function openDeps(config: Config, name: string, connections: number): Promise<Deps> {
  if (config.database.kind !== 'server') throw new Error('DATABASE_URL is not set: start the hub with `npm start`')
  const { ownerUrl, appUrl } = config.database
  const role = appUrl ? undefined : 'hub_app'
  const { db, pool } = openDb(appUrl ?? ownerUrl, { max: connections, name: `hub-${name}`, ...(role ? { role } : {}) })
  const log = createLog(config.logLevel, name)
  const trustedOrigins = originsOf(config)
  const keys = await signingKeys(config.dataDir)
  const outbound = createOutbound({ allow: config.outboundAllow })
  const secret = await hubSecret(config.dataDir, 'session-secret')
  const openId = config.openId ? { config: config.openId, outbound, log } : null
  return {
    config,
    db,
    pool,
    log,
    trustedOrigins,
    store: await openStore(config.store),
    index: postgresIndex(db),
    auth: createAuth({ db, secret, publicUrl: config.publicUrl, trustedOrigins, openId }),
    keys,
    channels: createChannels({ outbound, keys, publicUrl: config.publicUrl, clock: systemClock }),
    clock: systemClock,
    webDir: join(dirname(fileURLToPath(import.meta.url)), '../dist'),
    async close() {
      await outbound.close()
      await db.$disconnect()
      await pool.end()
    },
  }
}

/** The public address, and while that is loopback also its other name. */
function originsOf(config: Config): string[] {
  const { origin, protocol, hostname, port } = new URL(config.publicUrl)
  const loopback = hostname === '127.0.0.1' || hostname === 'localhost'
  const suffix = port ? `:${port}` : ''
  return loopback ? [`${protocol}//127.0.0.1${suffix}`, `${protocol}//localhost${suffix}`] : [origin]
}
