import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { type Auth, createAuth } from '#server/identity/auth'
import { openPasswordRules, type PasswordRules } from '#server/identity/password-rules'
import { createEventHub, type EventHub } from '#server/notifications/event-hub'
import type { Config } from '#server/platform/config'
import { hubSecret } from '#server/platform/secrets'
import { countSearches, type SearchCounter } from '#server/saved-searches/count-searches'
import { standingActor } from '#server/units/actor-of'
import { type UploadLocks, uploadLocks } from '#server/uploads/upload-locks'
import { type Deps, openDeps } from './deps.ts'

/** What the server needs beside what every process does: who signs in, streams, the web. A worker loads none of it. */
export type ServerDeps = Deps & {
  auth: Auth
  events: EventHub
  passwords: PasswordRules
  uploadLocks: UploadLocks
  searches: SearchCounter
  /** Where the built web lies. */
  webDir: string
  /** Origins that a browser may send changes from. */
  trustedOrigins: readonly string[]
}

/** As `openDeps`, for a process that answers HTTP. */
export async function openServerDeps(config: Config, name: string, connections: number): Promise<ServerDeps> {
  const deps = await openDeps(config, name, connections)
  const { db, outbound, log } = deps
  const passwords = await openPasswordRules(config.breachedPasswords)
  const secret = await hubSecret(config.dataDir, 'session-secret')
  const trustedOrigins = originsOf(config)
  const locks = uploadLocks(() => connectAlone(config, `hub-${name}-locks`), log)
  const openId = config.openId ? { config: config.openId, outbound, log } : null
  const server: ServerDeps = {
    ...deps,
    events: eventsOf(deps),
    passwords,
    trustedOrigins,
    uploadLocks: locks,
    searches: countSearches(db, log),
    auth: createAuth({ db, secret, publicUrl: config.publicUrl, trustedOrigins, openId }),
    webDir: join(dirname(fileURLToPath(import.meta.url)), '../dist'),
    async close() {
      await server.searches.close()
      await server.events.close()
      await locks.close()
      await passwords.close()
      await deps.close()
    },
  }
  return server
}

function eventsOf({ config, db, subjects, log }: Deps): EventHub {
  if (config.database.kind !== 'server') throw new Error('DATABASE_URL is not set')
  const { appUrl, ownerUrl } = config.database
  const actorOfPerson = (id: string) => standingActor(db, id, config.requireTotp)
  return createEventHub({ db, subjects, log, databaseUrl: appUrl ?? ownerUrl, actorOfPerson })
}

/** A connection outside the pool, for what holds a session for long. */
async function connectAlone({ database }: Config, name: string): Promise<pg.Client> {
  if (database.kind !== 'server') throw new Error('DATABASE_URL is not set')
  const client = new pg.Client({
    connectionString: database.appUrl ?? database.ownerUrl,
    application_name: name,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    ...(database.appUrl ? {} : { options: '-c role=hub_app' }),
  })
  await client.connect()
  return client
}

/** The public address, and while that is loopback also its other name. */
function originsOf(config: Config): string[] {
  const { origin, protocol, hostname, port } = new URL(config.publicUrl)
  const loopback = hostname === '127.0.0.1' || hostname === 'localhost'
  const suffix = port ? `:${port}` : ''
  return loopback ? [`${protocol}//127.0.0.1${suffix}`, `${protocol}//localhost${suffix}`] : [origin]
}
