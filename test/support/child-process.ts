import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { processEnv, processFlags } from '../../scripts/process-flags.ts'

export type Child = {
  /** kill -9, as a power cut would: resolves when the process is gone. */
  kill(): Promise<void>
  /** SIGTERM, and kill -9 where it does not end. */
  stop(): Promise<void>
}

const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * A real Node process of the hub or beside it; resolves when it says that it is ready: by its message `{ready}`, or by a line on its
 * standard output that has `ready` in it.
 */
export async function startChild(script: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Child> {
  const child = spawn(process.execPath, [...processFlags, script, ...args], {
    cwd: root,
    env: { PATH: process.env.PATH, ...processEnv, ...env },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const gone = new Promise<void>(resolve => child.once('exit', () => resolve()))
  await becomesReady(child, script)
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    child.kill(signal)
    const force = setTimeout(() => child.kill('SIGKILL'), 30_000)
    await gone
    clearTimeout(force)
  }
  return { kill: () => end('SIGKILL'), stop: () => end('SIGTERM') }
}

function becomesReady(child: ChildProcess, script: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', message => (message as { ready?: boolean }).ready && resolve())
    // Read on for ever, so that the pipe never fills.
    child.stdout?.on('data', chunk => String(chunk).includes('ready') && resolve())
    child.once('exit', code => reject(new Error(`${script} ended (${code})`)))
  })
}
