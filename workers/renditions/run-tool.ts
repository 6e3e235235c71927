import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { killGroup } from '#server/platform/kill-group'
import { decoderNet } from './decoder-net.ts'
import type { MediaTool } from './missing-tools.ts'
import { PermanentFault } from './permanent-fault.ts'
import { watchGroup } from './watch-group.ts'

const confine = fileURLToPath(new URL('../../server/platform/confine.sh', import.meta.url))

export type ToolLimits = {
  /** `unlimited` for what reserves more addresses than it uses, as Node does, and watches itself. */
  memoryKib: number | 'unlimited'
  cpuSeconds: number
  wallMs: number
  outputBytes: number
  silenceMs?: number
}
export type ToolResult = { code: number; stdout: Buffer; stderr: string }

/**
 * Runs one system tool confined, without a shell, and resolves with its exit code whatever it is. Throws PermanentFault
 * `took-too-long` at the wall or CPU limit and where it does nothing for a minute (`silenceMs`), `file-too-large` past the output limit, an Error where it was killed from outside, and
 * the signal's reason when the job is cancelled.
 */
export async function runTool(
  tool: MediaTool | 'node',
  args: readonly string[],
  options: {
    folder: string
    limits: ToolLimits
    signal: AbortSignal
    env?: Readonly<Record<string, string>>
    /** Takes what the tool writes as it comes, instead of the result: nothing of it is kept, and `outputBytes` does not bound it. */
    onStdout?(chunk: Buffer): void
    onStderr?(chunk: Buffer): void
  },
): Promise<ToolResult> {
  const { folder, limits, signal } = options
  signal.throwIfAborted()
  const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HUB_DECODER_NET: decoderNet(), ...options.env }
  // Our own code is read before the rights are dropped (drop-rights.ts): it may lie where only root enters.
  const command = tool === 'node' ? ['keep', process.execPath] : ['drop', tool]
  const wrapped = [String(limits.memoryKib), String(limits.cpuSeconds), ...command, ...args]
  const child = spawn(confine, wrapped, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let fault: unknown
  const stop = (reason: unknown): void => {
    fault ??= reason
    killGroup(child.pid)
  }
  const abort = (): void => stop(signal.reason)
  signal.addEventListener('abort', abort, { once: true })
  const timer = setTimeout(
    () => stop(new PermanentFault('took-too-long', `${tool} ran longer than ${limits.wallMs} ms`)),
    limits.wallMs,
  )
  const watchdog = watchGroup(
    () => child.pid,
    () => stop(new PermanentFault('took-too-long', `${tool} did nothing for too long`)),
    limits.silenceMs,
  )
  const full = (): void => stop(new PermanentFault('file-too-large', `${tool} wrote too much`))
  const stdout = options.onStdout ? [] : collect(child.stdout, limits.outputBytes, full)
  if (options.onStdout) child.stdout.on('data', options.onStdout)
  if (options.onStderr) child.stderr.on('data', options.onStderr)
  const stderr = collect(child.stderr, 1_048_576, () => {})
  try {
    const [code, killedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', (...end) => resolve(end))
    })
    if (fault) throw fault
    if (killedBy === 'SIGXCPU') throw new PermanentFault('took-too-long', `${tool} used ${limits.cpuSeconds} s of CPU`)
    if (code === null) throw new Error(`${tool} was killed by ${killedBy}`)
    return { code, stdout: Buffer.concat(stdout), stderr: Buffer.concat(stderr).toString('utf8') }
  } finally {
    clearTimeout(timer)
    watchdog.end()
    signal.removeEventListener('abort', abort)
  }
}

/** Gathers up to `limit` bytes; what comes after is dropped and `full` is called. */
function collect(stream: NodeJS.ReadableStream, limit: number, full: () => void): Buffer[] {
  const chunks: Buffer[] = []
  let size = 0
  stream.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= limit) chunks.push(chunk)
    else full()
  })
  return chunks
}
