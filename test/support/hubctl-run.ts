import { type ChildProcess, spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import type { TestHub } from './test-hub.ts'

export type HubctlRun = {
  child: ChildProcess
  /** Resolves when it has ended: exit code (null where a signal ended it), what it said, its peak of resident memory in bytes. */
  ended: Promise<{ code: number | null; out: string; err: string; peakBytes: number }>
}

/** hubctl as a process of its own, as an administrator starts it, on this hub's database and store. */
export function startHubctl(hub: TestHub, words: readonly string[]): HubctlRun {
  const { database, dataDir } = hub.deps.config
  if (database.kind !== 'server') throw new Error('a test hub has a database of its own')
  const env = {
    PATH: process.env.PATH,
    HUB_DATA_DIR: dataDir,
    HUB_LOG_LEVEL: 'silent',
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl ?? '',
  }
  const child = spawn(process.execPath, ['--import', 'tsx', 'scripts/hubctl.ts', ...words], {
    env: env as NodeJS.ProcessEnv,
  })
  let [out, err, peakBytes] = ['', '', 0]
  child.stdout.on('data', chunk => {
    out += chunk
  })
  child.stderr.on('data', chunk => {
    err += chunk
  })
  // proc(5): the peak stands there as long as the process does.
  const watch = setInterval(async () => {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
    peakBytes = Math.max(peakBytes, Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024)
  }, 100)
  const ended = new Promise<Awaited<HubctlRun['ended']>>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', code => {
      clearInterval(watch)
      resolve({ code, out, err, peakBytes })
    })
  })
  return { child, ended }
}

/** As `startHubctl`, to its end. */
export const runHubctl = (hub: TestHub, ...words: string[]) => startHubctl(hub, words).ended
