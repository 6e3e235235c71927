import pg from 'pg'
import { searchQuery } from '#contracts/search'
import type { Actor } from '#server/access/actor'
import { createGate } from '#server/platform/gate'
import { postgresIndex } from '#server/search/postgres-index'
import { searchAssets } from '#server/search/search-assets'
import type { SearchIndex } from '#server/search/search-index'
import { catchUpIndex } from '#workers/search/catch-up-index'
import { type Bench, type BenchRow, benchRow } from './row.ts'
import { sendAgain, statementsOf } from './search-bare.ts'
import { askAll, quantile } from './search-clients.ts'
import { questions } from './search-corpus.ts'
import { whilePhotosCome } from './search-ingest.ts'
import { askNaive, makeNaive } from './search-naive.ts'
import { type SearchRig, startSearchRig } from './search-rig.ts'

const full = process.argv.includes('--full')
const count = Number(process.env.BENCH_ITEMS ?? (full ? 1_000_000 : 100_000))
const asked = Number(process.env.BENCH_QUERIES ?? 240)
const clients = 8
const facets = 'kind,unit,topic,place,rights'

/** One run: the items are made once, and every row is of the same. `--full` makes a million. */
export const searchBenches: readonly Bench[] = [{ name: 'search', group: 'search', run }]

/** An engine by its name, as it is asked and filled. */
type Engine = { name: string; index: SearchIndex }

async function run(): Promise<BenchRow[]> {
  const began = performance.now()
  const rig = await startSearchRig(count)
  const say = (words: string) => console.error(`search, ${Math.round((performance.now() - began) / 1000)} s: ${words}`)
  try {
    say(`${count} items are made`)
    const rows = await rowsOf({ name: '', index: postgresIndex(rig.db) }, rig, say)
    if (!process.env.MEILI_TEST_URL) say('Meilisearch: skipped, MEILI_TEST_URL names no server')
    return rows
  } finally {
    await rig.close()
  }
}

type Say = (words: string) => void

async function rowsOf(engine: Engine, rig: SearchRig, say: Say): Promise<BenchRow[]> {
  const rate = await indexRate(engine, rig)
  say(`indexed at ${Math.round(rate)} items/s`)
  await rig.owner.query('vacuum analyze')
  await makeNaive(rig.owner)
  say('the reference is there')
  const own = await engineTimes(engine, rig, clients)
  const alone = quantile(await engineTimes(engine, rig, 1), 0.95)
  say(
    `p50 ${Math.round(quantile(own, 0.5))} ms, p95 ${Math.round(quantile(own, 0.95))} ms, with one client p95 ${Math.round(alone)} ms`,
  )
  const naive = await naiveTimes(rig)
  const [http, bare] = await httpTimes(engine, rig)
  const busy = await whilePhotosCome(rig, () => engineTimes(engine, rig, clients))
  say(`p95 while ${busy.photos} photos come in ${Math.round(quantile(busy.result, 0.95))} ms`)
  const p95 = quantile(own, 0.95)
  const named = (name: string) => engine.name + name
  return [
    benchRow(named('search-p95'), p95, full ? 400 : 150, 'ms', 1),
    benchRow(named('search-p95-one-client'), alone, full ? 400 : 150, 'ms', 1),
    benchRow(named('tiers-over-naive'), p95, quantile(naive, 0.95), 'ms', 0.5),
    benchRow(named('http-over-sql'), quantile(http, 0.5), quantile(bare, 0.5), 'ms', 1.5),
    benchRow(named('index-rate'), rate, 2_000, 'items/s', 1, 'at least'),
    // Reported, not judged: decoding photos takes the same cores.
    benchRow(named('search-p95-ingest'), quantile(busy.result, 0.95), p95, 'ms', Number.POSITIVE_INFINITY),
  ]
}

/** The job that catches up, again and again until nothing is missing, as the worker does it. */
async function indexRate({ index }: Engine, { db, log, owner }: SearchRig): Promise<number> {
  const began = performance.now()
  let done = 0
  for (;;) {
    const more = await catchUpIndex({ db, index, log })
    done += more
    if (more === 0) break
    // A worker's own server has statistics soon; a table that was empty a second ago has none.
    if (done === more) await owner.query('analyze search_fact')
  }
  return (done * 1_000) / (performance.now() - began)
}

const parse = (q: string) => searchQuery.parse({ q, facets })

/** First some for nothing: vocabulary, synonyms and the database's pages are there on a hub that runs. */
async function engineTimes({ index }: Engine, { corpus, editor }: SearchRig, at: number): Promise<number[]> {
  // As the routes: what comes above six at once waits here, not in the database.
  const gate = createGate(6, 60)
  const ask = (q: string) => gate(() => index.query({ ...parse(q), actor: editor }))
  await askAll(questions(corpus, 1, 40), at, ask)
  return askAll(questions(corpus, 2, at === 1 ? asked / 2 : asked), at, ask)
}

async function naiveTimes({ corpus, ownerUrl, editor }: SearchRig): Promise<number[]> {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 6, options: '-c jit=off -c work_mem=32MB' })
  try {
    const ask = async (q: string) => {
      const client = await pool.connect()
      await askNaive(client, editor, q).finally(() => client.release())
    }
    await askAll(questions(corpus, 1, 40), clients, ask)
    return await askAll(questions(corpus, 2, asked), clients, ask)
  } finally {
    await pool.end()
  }
}

/** One client, each question both ways in turns: a busy machine hurts both alike. */
async function httpTimes({ index }: Engine, rig: SearchRig): Promise<[number[], number[]]> {
  const { url, cookie, actor } = await rig.serve()
  const client = new pg.Client({ connectionString: rig.ownerUrl, options: '-c role=hub_app' })
  await client.connect()
  const [http, bare]: [number[], number[]] = [[], []]
  try {
    for (const [i, q] of questions(rig.corpus, 3, 100).entries()) {
      const statements = await statementsOf(() => search(rig, index, actor, q))
      const pair = [timed(() => overHttp(url, cookie, q), http), timed(() => sendAgain(client, statements), bare)]
      for (const way of i % 2 ? pair : pair.reverse()) await way(i >= 20)
    }
    return [http, bare]
  } finally {
    await client.end()
  }
}

const search = ({ db }: SearchRig, index: SearchIndex, actor: Actor, q: string) =>
  searchAssets({ db, index }, actor, parse(q))

const timed = (work: () => Promise<void>, times: number[]) => async (counts: boolean) => {
  const began = performance.now()
  await work()
  if (counts) times.push(performance.now() - began)
}

async function overHttp(url: string, cookie: string, q: string): Promise<void> {
  const answer = await fetch(`${url}/api/v1/search?${new URLSearchParams({ q, facets })}`, { headers: { cookie } })
  if (answer.status !== 200) throw new Error(`a search was answered ${answer.status}`)
  await answer.json()
}
