import { createHmac, randomBytes } from 'node:crypto'
import type { SearchQuestion } from '#contracts/search'
import { type Db, type Tx, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { fold } from '#server/search/fold'
import { looksPersonal } from './looks-personal.ts'
import { plainQuery } from './stored-query.ts'

/**
 * A first page that somebody was shown; what filters narrowed is not counted: its words were not what it lacked. `asker`: a person's id or
 * an address; it stays in memory, and for seconds only.
 */
export type Heard = { asker: string; query: SearchQuestion; total: number }
export type SearchCounter = {
  /** Returns at once and never throws. */
  hear(heard: Heard): void
  /** Writes what is waiting. */
  close(): Promise<void>
}

// The library searches as one types: only what a person rested on is counted.
const restMs = 3_000
const mostWaiting = 5_000

/**
 * Counts searches beside the requests: nobody waits for it, and where it fails a line in the log is all that is lost. Of one asker only
 * the last query of a burst is counted.
 */
export function countSearches(db: Db, log: Log, wait = restMs): SearchCounter {
  const resting = new Map<string, { term: string; total: number; at: number }>()
  let work: Promise<void> = Promise.resolve()
  const flush = (before: number) => {
    const ready = [...resting].filter(([, { at }]) => at <= before)
    for (const [asker] of ready) resting.delete(asker)
    if (ready.length === 0) return
    work = work
      .then(() =>
        write(
          db,
          ready.map(([asker, { term, total }]) => ({ asker, term, total })),
        ),
      )
      .catch(error => log.warn({ event: 'search-terms.not-counted', searches: ready.length, error }))
  }
  const timer = setInterval(() => flush(Date.now() - wait), Math.max(wait / 3, 50))
  timer.unref()
  return {
    hear({ asker, query, total }) {
      const { q = '', ...rest } = plainQuery(query)
      if (Object.keys(rest).some(name => name !== 'sort') || typeof q !== 'string') return
      const term = looksPersonal(q) ? '' : fold(q)
      // What is typed next is another query, also where this one is not for counting.
      if (term === '' || looksPersonal(term)) return void resting.delete(asker)
      if (resting.size < mostWaiting || resting.has(asker)) resting.set(asker, { term, total, at: Date.now() })
    },
    async close() {
      clearInterval(timer)
      flush(Number.POSITIVE_INFINITY)
      await work
    },
  }
}

type Rested = { asker: string; term: string; total: number }
const bucketOf = (total: number) => (total === 0 ? 'none' : total < 10 ? 'few' : total < 100 ? 'dozens' : 'many')

function write(db: Db, rested: readonly Rested[]): Promise<void> {
  return transaction(db, async tx => {
    const { day, salt } = await saltOfToday(tx)
    const rows = rested.map(({ asker, term, total }) => ({
      term,
      bucket: bucketOf(total),
      // The term is under the mark too: marks of one asker on two terms have nothing in common.
      mark: createHmac('sha256', salt).update(`${term}\n${asker}`).digest('hex').slice(0, 32),
    }))
    const asked = JSON.stringify(rows)
    await tx.$executeRaw`
      insert into search_day (day, term, none, few, dozens, many)
      select ${day}::date, term, count(*) filter (where bucket = 'none'), count(*) filter (where bucket = 'few'),
        count(*) filter (where bucket = 'dozens'), count(*) filter (where bucket = 'many')
      from jsonb_to_recordset(${asked}::jsonb) as r (term text, bucket text) group by term order by term
      on conflict (day, term) do update set none = search_day.none + excluded.none, few = search_day.few + excluded.few,
        dozens = search_day.dozens + excluded.dozens, many = search_day.many + excluded.many`
    await tx.$executeRaw`
      insert into search_asker (day, term, mark)
      select distinct ${day}::date, term, decode(mark, 'hex') from jsonb_to_recordset(${asked}::jsonb) as r (term text, mark text)
      order by 2, 3 on conflict do nothing`
  })
}

/** Today in Vietnam, and what its marks are made with: random, made once a day, gone in the night after. */
async function saltOfToday(tx: Tx): Promise<{ day: string; salt: Buffer }> {
  const [row] = await tx.$queryRaw<{ day: string; salt: string }[]>`
    insert into search_salt (day, salt) values (hub_today(), decode(${randomBytes(32).toString('hex')}, 'hex'))
    on conflict (day) do update set day = excluded.day returning day::text, encode(salt, 'hex') as salt`
  if (!row) throw new Error('a day without a salt')
  return { day: row.day, salt: Buffer.from(row.salt, 'hex') }
}
