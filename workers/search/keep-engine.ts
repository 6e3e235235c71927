import type { Config } from '#server/platform/config'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { connectEngine } from '#server/search/engine-connection'
import { forgetEngine } from '#server/search/engine-lease'
import { startEngineWriter } from '#server/search/start-engine-writer'

/** Keeps the search engine as the database is; where the hub is configured without one, what it should have heard is forgotten. */
export function keepEngine({ config, db, log }: { config: Config; db: Db; log: Log }): { stop(): Promise<void> } {
  if (config.engine) return startEngineWriter({ db, log, engine: connectEngine(config.engine) })
  const forgotten = forgetEngine(db).catch(error => log.error({ event: 'search.engine-writer', error }))
  return { stop: () => forgotten }
}
