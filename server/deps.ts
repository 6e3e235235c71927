import type pg from 'pg'
import { assetSubject } from '#server/assets/notification-subject'
import type { ChannelDeps } from '#server/channels/channel'
import { createChannels } from '#server/channels/create-channels'
import { livestreamSubject } from '#server/intake/livestream-subject'
import type { Subjects } from '#server/notifications/subject'
import { type Clock, systemClock } from '#server/platform/clock'
import type { Config } from '#server/platform/config'
import { type Db, openDb } from '#server/platform/db'
import { createLog, type Log } from '#server/platform/log'
import { type Mailer, openMailer } from '#server/platform/mail'
import { createOutbound, type Outbound } from '#server/platform/outbound-fetch'
import { openSealer, type Sealer } from '#server/platform/sealer'
import { hubSecret } from '#server/platform/secrets'
import { type SigningKeys, signingKeys } from '#server/platform/signing-keys'
import { savedSearchSubject } from '#server/saved-searches/saved-search-subject'
import { openIndex } from '#server/search/open-index'
import type { SearchIndex } from '#server/search/search-index'
import type { ObjectStore } from '#server/storage/object-store'
import { openStore } from '#server/storage/open-store'

/** What every process of the hub is handed; a plain object, made once a process. What only the server needs stands in server-deps.ts. */
export type Deps = {
  config: Config
  db: Db
  pool: pg.Pool
  store: ObjectStore
  index: SearchIndex
  keys: SigningKeys
  /** Seals what the hub keeps of others' secrets: credentials of channels. */
  sealer: Sealer
  channels: ChannelDeps
  outbound: Outbound
  mailer: Mailer
  /** What notifications may be about; a slice adds its own here. */
  subjects: Subjects
  log: Log
  clock: Clock
  close(): Promise<void>
}

/**
 * Config -> Deps. Throws where the database is not named: `npm start` names it for the processes that it starts.
 * `connections` bounds this process's share of the database; `prepares` as in openDb.
 */
export async function openDeps(config: Config, name: string, connections: number, prepares = false): Promise<Deps> {
  if (config.database.kind !== 'server') throw new Error('DATABASE_URL is not set: start the hub with `npm start`')
  const { ownerUrl, appUrl } = config.database
  const role = appUrl ? undefined : 'hub_app'
  const { db, pool } = openDb(appUrl ?? ownerUrl, {
    max: connections,
    name: `hub-${name}`,
    prepares,
    ...(role ? { role } : {}),
  })
  const log = createLog(config.logLevel, name)
  const keys = await signingKeys(config.dataDir)
  const sealer = await openSealer(config.dataDir)
  const outbound = createOutbound({ allow: config.outboundAllow })
  const mailer = openMailer(config.mail)
  return {
    config,
    db,
    pool,
    log,
    store: await openStore(config.store),
    index: openIndex({ db, log, clock: systemClock, engine: config.engine }),
    keys,
    sealer,
    channels: createChannels({
      ...{ outbound, keys, publicUrl: config.publicUrl, clock: systemClock, pace: config.delivery.pace },
      ...(config.delivery.timeouts ? { timeouts: config.delivery.timeouts } : {}),
      press: { db, mail: config.mail, secret: await hubSecret(config.dataDir, 'session-secret') },
    }),
    outbound,
    mailer,
    subjects: { asset: assetSubject, livestream: livestreamSubject, 'saved-search': savedSearchSubject },
    clock: systemClock,
    async close() {
      mailer.close()
      await outbound.close()
      await db.$disconnect()
      await pool.end()
    },
  }
}
