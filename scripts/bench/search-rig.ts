import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import type { Actor } from '#server/access/actor'
import { readConfig } from '#server/platform/config'
import { type Db, openDb } from '#server/platform/db'
import { freePort, startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { createLog, type Log } from '#server/platform/log'
import { prepareHub } from '../prepare-hub.ts'
import { processEnv, processFlags } from '../process-flags.ts'
import { type Corpus, readCorpus } from './search-corpus.ts'
import { loadItems } from './search-items.ts'

export type SearchRig = {
  db: Db
  owner: pg.Client
  corpus: Corpus
  log: Log
  folder: string
  ownerUrl: string
  appUrl: string
  /** An editor of one unit, in no table: the widest filter of permission that a person has. */
  editor: Actor
  /** The hub's own server on the same database, with an administrator's session; ends with the rig. */
  serve(): Promise<{ url: string; cookie: string; actor: Actor }>
  /** The hub's own worker beside it; ends with the rig. */
  work(): Promise<void>
  close(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const account = { email: 'bench@hub.test', password: 'mot-mat-khau-thu-nghiem-dai' }

/** A durable Postgres with `count` generated items that are not indexed yet, and the hub's process where it is asked for. */
export async function startSearchRig(count: number): Promise<SearchRig> {
  const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'hub-bench-'))
  const cluster = await startEmbeddedPostgres(join(folder, 'postgres'))
  const env = {
    HUB_DATA_DIR: join(folder, 'data'),
    HUB_PORT: String(await freePort()),
    HUB_LOG_LEVEL: 'error',
    HUB_LIMIT_REQUESTS: '0',
    HUB_ADMIN_EMAIL: account.email,
    HUB_ADMIN_PASSWORD: account.password,
    DATABASE_URL: cluster.ownerUrl,
    DATABASE_APP_URL: cluster.appUrl,
  }
  await prepareHub(readConfig(env), cluster.ownerUrl)
  const owner = new pg.Client(cluster.ownerUrl)
  await owner.connect()
  const corpus = await readCorpus()
  await loadItems(owner, corpus, count)
  // As many connections as the server lets search at once.
  const { db, pool } = openDb(cluster.ownerUrl, { max: 6, role: 'hub_app', name: 'bench' })
  const { id: unitId } = await db.unit.findUniqueOrThrow({ where: { code: 'bao' } })
  const memberships = [{ unitId, role: 'editor' as const, partner: false }]
  const editor = { kind: 'person' as const, id: unitId, name: 'Biên tập viên', hubRoles: [], memberships }
  let server: ChildProcess | null = null
  let worker: ChildProcess | null = null
  return {
    ...{ db, owner, corpus, folder, editor, ownerUrl: cluster.ownerUrl, appUrl: cluster.appUrl },
    log: createLog('error', 'bench'),
    async serve() {
      server ??= await start('server/main.ts', env)
      const url = `http://127.0.0.1:${env.HUB_PORT}`
      const { id, name } = await db.person.findFirstOrThrow({ where: { email: account.email } })
      const actor = { kind: 'person' as const, id, name, hubRoles: ['administrator'] as const, memberships: [] }
      return { url, cookie: await signIn(url), actor }
    },
    async work() {
      worker ??= await start('workers/main.ts', env)
    },
    async close() {
      for (const each of [worker, server]) if (each) await end(each)
      await db.$disconnect()
      await pool.end()
      await owner.end()
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function start(script: string, env: Record<string, string>): Promise<ChildProcess> {
  const options = { cwd: root, execArgv: [...processFlags], env: { ...process.env, ...processEnv, ...env } }
  const child = fork(join(root, script), options)
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve())
    child.once('exit', code => reject(new Error(`${script} ended (${code})`)))
  })
  return child
}

async function signIn(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(account),
  })
  if (answer.status !== 200) throw new Error(`cannot sign in: ${answer.status}`)
  const cookies = answer.headers.getSetCookie().map(part => part.split(';')[0])
  return cookies.join('; ')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill()
  await gone
}
