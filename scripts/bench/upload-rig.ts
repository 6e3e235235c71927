import { type ChildProcess, fork } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readConfig } from '#server/platform/config'
import { freePort, startEmbeddedPostgres } from '#server/platform/embedded-postgres'
import { prepareHub } from '../prepare-hub.ts'
import { processEnv, processFlags } from '../process-flags.ts'

export type UploadRig = {
  url: string
  cookie: string
  bareUrl: string
  serverPid: number
  close(): Promise<void>
}

const root = fileURLToPath(new URL('../../', import.meta.url))
const account = { email: 'bench@hub.test', password: 'mot-mat-khau-thu-nghiem-dai' }

/**
 * The hub's own server process with a durable Postgres beside the bare server, both on the same disk; with its worker where asked. `env`
 * chooses another store (its bucket is made, as at any first start), `bare` another reference.
 */
export async function startUploadRig(
  options: { worker?: boolean; env?: Record<string, string>; bare?: string } = {},
): Promise<UploadRig> {
  const folder = await mkdtemp(join(process.env.BENCH_DIR ?? tmpdir(), 'hub-bench-'))
  const cluster = await startEmbeddedPostgres(join(folder, 'postgres'))
  const port = await freePort()
  const env = {
    HUB_DATA_DIR: join(folder, 'data'),
    HUB_PORT: String(port),
    HUB_LOG_LEVEL: 'error',
    HUB_ADMIN_EMAIL: account.email,
    HUB_ADMIN_PASSWORD: account.password,
    DATABASE_URL: cluster.ownerUrl,
    DATABASE_APP_URL: cluster.appUrl,
    ...options.env,
  }
  await prepareHub(readConfig(env), cluster.ownerUrl)
  const server = await start('server/main.ts', env)
  const worker = options.worker ? await start('workers/main.ts', env) : null
  const bare = await start(options.bare ?? 'scripts/bench/uploads-bare-server.ts', env, [folder])
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    cookie: await signIn(url),
    bareUrl: `http://127.0.0.1:${(bare.greeting as { port: number }).port}`,
    serverPid: server.child.pid!,
    async close() {
      for (const each of [worker, server, bare]) if (each) await end(each.child)
      await cluster.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function start(script: string, env: Record<string, string>, args: string[] = []) {
  const child = fork(join(root, script), args, {
    cwd: root,
    // As `npm start` runs it: what is measured is what people have.
    execArgv: [...processFlags],
    env: { ...process.env, ...processEnv, ...env },
  })
  const greeting = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve)
    child.once('exit', code => reject(new Error(`${script} ended (${code})`)))
  })
  return { child, greeting }
}

async function signIn(url: string): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers,
    body: JSON.stringify(account),
  })
  if (answer.status !== 200) throw new Error(`cannot sign in: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map(part => part.split(';')[0])
    .join('; ')
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise(resolve => child.once('exit', resolve))
  child.kill()
  await gone
}
