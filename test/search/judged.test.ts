import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { evaluateSearch } from '../../scripts/eval-search.ts'
import { testEngines } from '../support/search-engines.ts'
import { type TestDatabase, testDatabase } from '../support/test-database.ts'

const own = join(import.meta.dirname, 'judged')
const shared = join(import.meta.dirname, '../../../shared/eval/search')
const there = existsSync(join(shared, 'docs.jsonl'))

for (const engine of testEngines()) {
  const on = `, on ${engine.name}${engine.absent}`

  /** A database of its own for a set of documents. */
  function judged(
    what: string,
    absent: string,
    tests: (failing: (dir: string) => ReturnType<typeof ask>) => void,
  ): void {
    describe.skipIf(engine.absent || absent)(`${what}${on}${absent}`, () => {
      let database: TestDatabase
      beforeAll(async () => {
        database = await testDatabase()
      })
      afterAll(async () => {
        await engine.close()
        await database?.drop()
      })
      tests(dir => ask(database, dir))
    })
  }
  async function ask({ db }: TestDatabase, dir: string) {
    const verdicts = await evaluateSearch(db, await engine.open(db), dir)
    return { asked: verdicts.length, items: await db.asset.count(), failing: verdicts.filter(({ passed }) => !passed) }
  }

  judged('judged queries', '', failing => {
    it('finds what its own set expects, every query', async () => {
      expect(await failing(own)).toMatchObject({ asked: 43, failing: [] })
    })
  })
  judged('judged queries of a province', '', failing => {
    it('finds among more than 300 items what every one of more than 100 queries expects', async () => {
      const verdicts = await failing(join(own, 'province'))
      expect(verdicts.asked).toBeGreaterThan(100)
      expect(verdicts.items).toBeGreaterThan(300)
      expect(verdicts.failing).toEqual([])
    }, 120_000)
  })
  // The workplace's set lies beside the repository; a clone elsewhere has only the sets above.
  judged(
    'judged queries beside the repository',
    there ? '' : ' (skipped: ../shared/eval/search is not there)',
    failing => {
      it('finds what every one of at least 42 queries expects', async () => {
        const verdicts = await failing(shared)
        expect(verdicts.asked).toBeGreaterThanOrEqual(42)
        expect(verdicts.failing).toEqual([])
      })
    },
  )
}
