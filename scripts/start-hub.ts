import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Config } from '#server/platform/config'
import { lockDataDir } from '#server/platform/data-dir-lock'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { prepareHub } from './prepare-hub.ts'
import { processEnv, processFlags, workerFlags } from './process-flags.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Another hub works on this data directory. */
export class DataDirInUse extends Error {
  override name = 'DataDirInUse'
}

export type RunningHub = {
  url: string
  ownerUrl: string
  /** The administrator made at this first start, or null; `password` only where the hub chose it. */
  administrator: { email: string; password: string | null } | null
  pids: { server(): number | undefined; worker(): number | undefined }
  /** Lets both processes drain and come back with the code as it is now. */
  restart(): void
  /** Ends when both processes and Postgres have stopped. */
  stop(): Promise<void>
}

/**
 * Brings up a whole hub on one machine: Postgres (embedded unless named), migrations, first data, the server and a worker, each a
 * process of its own that is started again when it dies. Resolves when the server answers and the worker is on its way. Throws DataDirInUse.
 */
export async function startHub(config: Config, env: NodeJS.ProcessEnv): Promise<RunningHub> {
  const lock = await lockDataDir(config.dataDir)
  if (!lock) throw new DataDirInUse(`another hub is using ${config.dataDir}`)
  let postgres: EmbeddedPostgres | null = null
  let tellDatabase: (env: Record<string, string>) => void = () => {}
  const database = new Promise<Record<string, string>>(resolve => {
    tellDatabase = resolve
  })
  const base = { NODE_ENV: 'production', ...processEnv, ...env, HUB_ADMIN_PASSWORD: '' }
  // It loads its code while the database comes up: half of a start's time.
  const server = keepAlive('server/main.ts', base, database)
  try {
    if (config.database.kind === 'embedded') postgres = await startEmbeddedPostgres(join(config.dataDir, 'postgres'))
    const urls = config.database.kind === 'server' ? config.database : postgres!
    const administrator = await prepareHub(config, urls.ownerUrl)
    tellDatabase({
      DATABASE_URL: urls.ownerUrl,
      ...(urls.appUrl ? { DATABASE_APP_URL: urls.appUrl } : {}),
      HUB_DATA_DIR: config.dataDir,
      HUB_PORT: String(config.port),
      HUB_PUBLIC_URL: config.publicUrl,
    })
    await server.ready
    // After the server: two processes that load at once on two cores make everybody wait. Jobs keep until it is there.
    const worker = keepAlive('workers/main.ts', base, database)
    worker.ready.catch(error => console.error(error))
    return {
      url: config.publicUrl,
      ownerUrl: urls.ownerUrl,
      administrator,
      pids: { server: server.pid, worker: worker.pid },
      restart: () => {
        server.restart()
        worker.restart()
      },
      async stop() {
        await Promise.all([server.stop(), worker.stop()])
        await postgres?.stop()
        await lock.release()
      },
    }
  } catch (error) {
    await server.stop()
    await postgres?.stop()
    await lock.release()
    throw error
  }
}

type Kept = { ready: Promise<void>; pid(): number | undefined; restart(): void; stop(): Promise<void> }

/**
 * A process that comes back when it dies, after 0.5 s, then longer while it dies at once; five deaths before it was ever ready are
 * final. It is started at once and told where the database is when that is known.
 */
function keepAlive(script: string, base: NodeJS.ProcessEnv, told: Promise<Record<string, string>>): Kept {
  let child: ChildProcess
  let stopping = false
  let deaths = 0
  let tell: { resolve(): void; reject(error: Error): void }
  const ready = new Promise<void>((resolve, reject) => {
    tell = { resolve, reject }
  })
  // Who waits for both hears of it; a start that fails earlier does not wait.
  ready.catch(() => {})
  const start = () => {
    const started = Date.now()
    child = launch(script, base, told, () => tell.resolve())
    child.on('exit', code => {
      if (stopping) return
      deaths = Date.now() - started > 60_000 ? 1 : deaths + 1
      if (deaths > 5) tell.reject(new Error(`${script} ended ${deaths} times, last with ${code}`))
      setTimeout(() => stopping || start(), Math.min(500 * 2 ** (deaths - 1), 15_000))
    })
  }
  start()
  return {
    ready,
    pid: () => child.pid,
    restart() {
      deaths = 0
      child.kill('SIGTERM')
    },
    stop() {
      stopping = true
      return end(child)
    },
  }
}

function launch(
  script: string,
  base: NodeJS.ProcessEnv,
  told: Promise<Record<string, string>>,
  ready: () => void,
): ChildProcess {
  // A session of its own: Ctrl-C reaches the supervisor alone, which then stops the parts in order.
  const flags = script.startsWith('workers/') ? workerFlags : processFlags
  const child = spawn(process.execPath, [...flags, script], {
    cwd: root,
    env: { ...base, HUB_AWAIT_ENV: '1' },
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.on('message', message => {
    if ((message as { ready?: boolean }).ready) ready()
  })
  void told.then(env => {
    if (child.connected) child.send({ env })
  })
  return child
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 35_000)
  await gone
  clearTimeout(force)
}
