import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { ProblemError } from '#server/platform/problem-error'
import type { Breaker } from './circuit-breaker.ts'
import { isEngineCursor } from './engine-cursor.ts'
import { engineError } from './engine-error.ts'
import type { SearchIndex } from './search-index.ts'

/**
 * The engine, and Postgres where the engine cannot answer: by the same filters, and the answer says so (`limited`). Where the engine is
 * away nobody waits for it twice. Next pages come from where the first one came from: a list of the engine that is away is begun anew.
 * What only the database knows is answered by it without being called limited.
 */
export function withFallback(deps: {
  db: Db
  engine: SearchIndex
  postgres: SearchIndex
  breaker: Breaker
  log: Log
}): SearchIndex {
  const { engine, postgres, breaker, log } = deps
  return {
    put: (tx, document) => engine.put(tx, document),
    ...(engine.putMany ? { putMany: engine.putMany.bind(engine) } : {}),
    remove: (tx, assetId) => engine.remove(tx, assetId),
    async query(query, synonyms) {
      const continued = query.cursor !== undefined
      const own = query.cursor !== undefined && isEngineCursor(query.cursor)
      if (query.sort === 'most-used' || (continued && !own)) return postgres.query(query, synonyms)
      if (breaker.allows()) {
        try {
          const answer = await engine.query(query, synonyms)
          breaker.worked()
          return answer
        } catch (error) {
          const known = engineError(error)
          if (!known) throw error
          // An index that is being built is no reason to leave the engine alone.
          if (known.failure !== 'lost') {
            breaker.failed()
            log.warn({ event: 'search.engine-failed', failure: known.failure, said: known.message })
          }
        }
      }
      if (own) throw new ProblemError('store-unavailable', { detail: listGone, headers: { 'retry-after': '30' } })
      return { ...(await postgres.query(query, synonyms)), limited: true }
    },
  }
}

const listGone = 'Bộ máy tìm kiếm đang gián đoạn. Hãy tìm lại từ đầu để xem kết quả từ cơ sở dữ liệu.'
