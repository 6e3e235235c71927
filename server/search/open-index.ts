import type { Clock } from '#server/platform/clock'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import type { EngineConfig } from '#server/platform/search-config'
import { circuitBreaker } from './circuit-breaker.ts'
import { connectEngine } from './engine-connection.ts'
import { MeilisearchIndex } from './meilisearch-index.ts'
import { postgresIndex } from './postgres-index.ts'
import type { SearchIndex } from './search-index.ts'
import { withFallback } from './with-fallback.ts'

/** The index that the configuration asks for. Opens no connection: an engine that is away keeps no process from starting. */
export function openIndex(deps: { db: Db; log: Log; clock: Clock; engine: EngineConfig | null }): SearchIndex {
  const postgres = postgresIndex(deps.db)
  if (!deps.engine) return postgres
  const engine = new MeilisearchIndex(deps.db, connectEngine(deps.engine), deps.clock)
  return withFallback({ ...deps, engine, postgres, breaker: circuitBreaker(deps.clock) })
}
