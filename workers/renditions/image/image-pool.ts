import { type ChildProcess, fork } from 'node:child_process'
import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { killGroup } from '#server/platform/kill-group'
import { decoderAccount } from '#server/platform/work-folder'
import { decoderNet } from '../decoder-net.ts'
import { PermanentFault } from '../permanent-fault.ts'
import { watchGroup } from '../watch-group.ts'
import { type ChildAnswer, type ChildCall, type ChildWork, outOfMemory, type WorkName } from './image-child-protocol.ts'
import type { FocusRequest, FocusResult, PurposeRequest, PurposeResult } from './purpose-request.ts'
import type { StillRequest, StillResult } from './still.ts'

const confine = fileURLToPath(new URL('../../../server/platform/confine.sh', import.meta.url))
const childFile = fileURLToPath(new URL('./image-child.ts', import.meta.url))
const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

// A photo takes a second; what takes two minutes is no photo.
const defaultTimeoutMs = 120_000
// A child is replaced after so many pictures, since decoders leak a little, and ends when nothing came for a while.
const picturesAChild = 100
// Pixels that come as rows pass through no decoder; a new process costs as much as drawing ten pages.
const pictureOfRows = 0.05
const idleMs = 60_000
// One heap for all threads of a decoder, and large pixels outside it, so that they are given back (mallopt(3)): a child that has made
// twelve photos of 12 to 24 megapixels then peaks at 150 MB, not 310, for the same CPU, as one thread works at a time.
const memory = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '1048576' }

type Decoder = { child: ChildProcess; pictures: number; stderr: string; idle: NodeJS.Timeout | null }
const idle: Decoder[] = []
const waiting: (() => void)[] = []
let free = availableParallelism()

/**
 * Makes stills in a process of its own (see makeStills): as many at once as there are cores, further ones wait. Throws PermanentFault
 * for the file's faults and `took-too-long`, an Error where the decoder crashed, the signal's reason when the job is cancelled.
 */
export function makeStillsApart(
  request: StillRequest,
  signal: AbortSignal,
  timeoutMs: number = defaultTimeoutMs,
): Promise<StillResult> {
  return apart('stills', request, signal, timeoutMs)
}

/** As `makeStillsApart`, of one picture for one purpose (see writePurpose). */
export function writePurposeApart(request: PurposeRequest, signal: AbortSignal): Promise<PurposeResult> {
  return apart('purpose', request, signal)
}

/** As `makeStillsApart`, of the point where the eye goes (see findFocus). */
export function findFocusApart(request: FocusRequest, signal: AbortSignal): Promise<FocusResult> {
  return apart('focus', request, signal)
}

async function apart<N extends WorkName>(
  work: N,
  request: ChildWork[N]['request'],
  signal: AbortSignal,
  timeoutMs: number = defaultTimeoutMs,
): Promise<ChildWork[N]['result']> {
  // The pair is right by the signature; the compiler does not follow it into the union.
  const call = { work, request } as ChildCall
  if (free === 0) await new Promise<void>(resolve => waiting.push(resolve))
  else free -= 1
  try {
    signal.throwIfAborted()
    const decoder = idle.pop() ?? start()
    const answer = await ask(decoder, call, signal, timeoutMs)
    release(decoder, 'pixels' in request && request.pixels ? pictureOfRows : 1)
    // The child answers each call with its own result.
    if (answer.ok) return answer.result as ChildWork[N]['result']
    throw answer.failure ? new PermanentFault(answer.failure, answer.message) : new Error(answer.message)
  } finally {
    // The place goes straight to the next in line, so that nobody overtakes.
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
}

function start(): Decoder {
  const account = decoderAccount()
  const rights = account ? { HUB_DECODER_UID: String(account.uid), HUB_DECODER_GID: String(account.gid) } : {}
  const child = fork(childFile, {
    execPath: confine,
    execArgv: ['unlimited', 'unlimited', 'keep', process.execPath, '--max-old-space-size=256', '--import', tsx],
    // Nothing of the worker's environment: it holds secrets.
    env: { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', ...memory, HUB_DECODER_NET: decoderNet(), ...rights },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  })
  const decoder: Decoder = { child, pictures: 0, stderr: '', idle: null }
  child.stderr?.on('data', (chunk: Buffer) => {
    decoder.stderr = (decoder.stderr + chunk.toString('utf8')).slice(-2000)
  })
  child.on('exit', () => forget(decoder))
  return decoder
}

/** Sends one picture and waits for its answer; ends the child when it takes too long or the job is cancelled. */
function ask(decoder: Decoder, call: ChildCall, signal: AbortSignal, timeoutMs: number): Promise<ChildAnswer> {
  const { child } = decoder
  hold(decoder, true)
  return new Promise<ChildAnswer>((resolve, reject) => {
    const finish = (end: () => void): void => {
      clearTimeout(timer)
      watchdog.end()
      signal.removeEventListener('abort', abort)
      child.off('message', answered)
      child.off('exit', exited)
      child.off('error', stop)
      end()
    }
    const stop = (reason: unknown): void => {
      killGroup(child.pid)
      finish(() => reject(reason))
    }
    const answered = (answer: ChildAnswer): void => finish(() => resolve(answer))
    const exited = (code: number | null, by: string | null): void =>
      finish(() => reject(describeExit(decoder, code, by)))
    const abort = (): void => stop(signal.reason)
    const timer = setTimeout(
      () => stop(new PermanentFault('took-too-long', `no stills within ${timeoutMs} ms`)),
      timeoutMs,
    )
    const watchdog = watchGroup(
      () => child.pid,
      () => stop(new PermanentFault('took-too-long', 'the decoder did nothing for too long')),
    )
    signal.addEventListener('abort', abort, { once: true })
    child.once('message', answered)
    child.once('exit', exited)
    child.once('error', stop)
    child.send(call, error => {
      if (error) stop(error)
    })
  })
}

function describeExit(decoder: Decoder, code: number | null, by: string | null): Error {
  if (code === outOfMemory) return new PermanentFault('file-too-large', 'the decoder passed its memory limit')
  return new Error(`the image decoder ended (${by ?? code}): ${decoder.stderr.trim().slice(-500)}`)
}

function release(decoder: Decoder, pictures: number): void {
  decoder.pictures += pictures
  if (decoder.pictures >= picturesAChild) {
    decoder.child.disconnect()
    return
  }
  hold(decoder, false)
  idle.push(decoder)
  decoder.idle = setTimeout(() => {
    forget(decoder)
    if (decoder.child.connected) decoder.child.disconnect()
  }, idleMs)
  decoder.idle.unref()
}

function forget(decoder: Decoder): void {
  const at = idle.indexOf(decoder)
  if (at >= 0) idle.splice(at, 1)
}

/** A child at work keeps this process alive; an idle one does not, and ends with it. */
function hold(decoder: Decoder, atWork: boolean): void {
  const { child } = decoder
  if (decoder.idle) clearTimeout(decoder.idle)
  decoder.idle = null
  const pipe = child.stderr as (NodeJS.ReadableStream & { ref(): void; unref(): void }) | null
  for (const handle of [child, child.channel, pipe]) {
    if (atWork) handle?.ref()
    else handle?.unref()
  }
}

/** Ends the idle decoders now and waits until they are gone; for a worker that drains. */
export async function closeImagePool(): Promise<void> {
  const ending = idle.splice(0).map(({ child }) => {
    const gone = new Promise(resolve => child.once('exit', resolve))
    child.ref()
    child.disconnect()
    return gone
  })
  await Promise.all(ending)
}
