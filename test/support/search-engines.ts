import { randomBytes } from 'node:crypto'
import { Meilisearch } from 'meilisearch'
import type { Db } from '#server/platform/db'
import { createLog } from '#server/platform/log'
import { connectEngine } from '#server/search/engine-connection'
import { engineState } from '#server/search/engine-state'
import { MeilisearchIndex } from '#server/search/meilisearch-index'
import { postgresIndex } from '#server/search/postgres-index'
import type { SearchIndex } from '#server/search/search-index'
import { engineWriter } from '#server/search/start-engine-writer'
import type { TestHub } from './test-hub.ts'

/** One engine to run a suite on. `absent`: why it cannot run here, as it stands behind the suite's name. */
export type TestEngine = {
  name: string
  absent: string
  /** An index over this database that answers with what was put. */
  open(db: Db): Promise<SearchIndex>
  /** Variables of a hub that answers by it; `settle` waits until that hub does. */
  env(): Record<string, string>
  settle(hub: TestHub): Promise<void>
  /** Takes away what the suite left on the server. */
  close(): Promise<void>
}

const postgres: TestEngine = {
  name: 'Postgres',
  absent: '',
  open: async db => postgresIndex(db),
  env: () => ({}),
  settle: async () => {},
  close: async () => {},
}

/** Both engines; Meilisearch is the server that MEILI_TEST_URL names (with MEILI_TEST_KEY), and skips where it names none. */
export const testEngines = (): TestEngine[] => [postgres, meilisearch()]

function meilisearch(): TestEngine {
  const url = process.env.MEILI_TEST_URL
  const key = process.env.MEILI_TEST_KEY ?? null
  const prefixes: string[] = []
  const newPrefix = () => {
    const prefix = `test_${randomBytes(5).toString('hex')}_`
    prefixes.push(prefix)
    return prefix
  }
  const byDatabase = new Map<Db, string>()
  return {
    name: 'Meilisearch',
    absent: url ? '' : ' (skipped: MEILI_TEST_URL names no server)',
    async open(db) {
      const prefix = byDatabase.get(db) ?? newPrefix()
      byDatabase.set(db, prefix)
      return followed(db, { url: url ?? '', key, prefix })
    },
    env: () => ({ MEILI_URL: url ?? '', MEILI_PREFIX: newPrefix(), ...(key ? { MEILI_KEY: key } : {}) }),
    async settle({ deps }) {
      const deadline = Date.now() + 60_000
      while (!(await engineState(deps.db))?.serves) {
        if (Date.now() > deadline) throw new Error('the engine does not answer')
        await new Promise(resolve => setTimeout(resolve, 100))
      }
    },
    async close() {
      if (!url) return
      const client = new Meilisearch({ host: url, ...(key ? { apiKey: key } : {}) })
      for (const prefix of prefixes)
        for (const index of ['assets', 'assets_next', 'generation'])
          await client.deleteIndex(prefix + index).waitTask({ timeout: 60_000 })
    },
  }
}

/** The engine with its writer in the way: every question is asked of an engine that has heard of everything. */
async function followed(db: Db, config: { url: string; key: string | null; prefix: string }): Promise<SearchIndex> {
  const engine = connectEngine(config)
  const index = new MeilisearchIndex(db, engine)
  const writer = engineWriter({ db, engine, log: createLog('silent', 'test') })
  const catchUp = async () => {
    while (await writer.work());
    await writer.leave()
  }
  await catchUp()
  return {
    put: (tx, document) => index.put(tx, document),
    remove: (tx, assetId) => index.remove(tx, assetId),
    async query(query, synonyms) {
      // As with-fallback.ts: uses are counted in the database alone.
      if (query.sort === 'most-used') return postgresIndex(db).query(query, synonyms)
      await catchUp()
      return index.query(query, synonyms)
    },
  }
}
