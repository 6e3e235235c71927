import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { ClamdAddress } from '#server/platform/clamd-config'

/** The scanner cannot be asked now: not there, silent, or it broke off. The file waits; no attempt is burnt. */
export class ScannerAway extends Error {
  override name = 'ScannerAway'
  readonly tool = 'clamd'
}

export type Verdict = { state: 'clean' } | { state: 'infected'; found: string } | { state: 'too-large' }
type Limits = { connectMs: number; silentMs: number }

// After the last byte clamd may think for as long as its MaxScanTime (120 s) says.
const limits: Limits = { connectMs: 5_000, silentMs: 180_000 }
// clamd takes a chunk of any size below StreamMaxLength; larger ones are only split.
const largestChunk = 1 << 20

/**
 * Streams a file to clamd (`zINSTREAM`: chunks led by their length in four bytes, big-endian, then a length of zero) with
 * back-pressure and answers what it found. Throws ScannerAway, the stream's own error, or the signal's reason. `body` is destroyed
 * however it ends. Source: clamd(8).
 */
export async function scanStream(
  address: ClamdAddress,
  body: Readable,
  options: { signal: AbortSignal } & Partial<Limits>,
): Promise<Verdict> {
  const { signal, connectMs, silentMs } = { ...limits, ...options }
  let socket: Socket | undefined
  const abort = () => socket?.destroy()
  signal.addEventListener('abort', abort, { once: true })
  try {
    signal.throwIfAborted()
    socket = await open(address, connectMs)
    socket.setTimeout(silentMs, () => socket?.destroy(new ScannerAway('clamd said nothing')))
    const reply = readReply(socket)
    await send(socket, body, reply)
    return verdictOf(await reply)
  } catch (error) {
    signal.throwIfAborted()
    throw error
  } finally {
    signal.removeEventListener('abort', abort)
    socket?.destroy()
    body.destroy()
  }
}

/** Whether clamd answers `PING`. Never throws. */
export async function pingClamd(address: ClamdAddress, ms: number): Promise<boolean> {
  let socket: Socket | undefined
  try {
    const line = await open(address, ms)
    socket = line
    line.setTimeout(ms, () => line.destroy(new ScannerAway('clamd said nothing')))
    const reply = readReply(line)
    line.write('zPING\0')
    return (await reply) === 'PONG'
  } catch {
    return false
  } finally {
    socket?.destroy()
  }
}

function open(address: ClamdAddress, ms: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address)
    const away = (cause?: unknown) => {
      clearTimeout(timer)
      socket.destroy()
      reject(new ScannerAway('clamd cannot be reached', { cause }))
    }
    const timer = setTimeout(away, ms)
    socket.once('error', away)
    socket.once('connect', () => {
      clearTimeout(timer)
      socket.off('error', away)
      resolve(socket)
    })
  })
}

/** Everything until clamd ends its sentence (NUL) or the line; an end without a sentence is ScannerAway. */
function readReply(socket: Socket): Promise<string> {
  const reply = new Promise<string>((resolve, reject) => {
    let text = ''
    let broken: unknown
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => {
      text += part
      if (text.includes('\0') || text.length > 10_000) resolve(text.split('\0')[0]!.trim())
    })
    // A line that breaks while we still send may have brought its sentence before: it is read first.
    socket.on('error', error => {
      broken = error
    })
    socket.on('close', () => {
      if (text.trim() !== '') resolve(text.trim())
      else reject(broken instanceof ScannerAway ? broken : new ScannerAway('clamd broke off', { cause: broken }))
    })
  })
  // It is awaited after the sending; until then a rejection must not count as unhandled.
  reply.catch(() => {})
  return reply
}

/** Sends until the end of the file or of the line: clamd breaks off when its limit is passed, and then its reply says so. */
async function send(socket: Socket, body: Readable, reply: Promise<string>): Promise<void> {
  let answered = false
  const over = reply.then(
    () => {
      answered = true
    },
    () => {
      answered = true
    },
  )
  const write = async (bytes: Buffer) => {
    if (answered || socket.destroyed) return
    if (!socket.write(bytes)) await Promise.race([drained(socket), over])
  }
  await write(Buffer.from('zINSTREAM\0'))
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length && !answered; at += largestChunk) {
      const part = chunk.subarray(at, at + largestChunk)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      await write(length)
      await write(part)
    }
    if (answered) return
  }
  await write(Buffer.alloc(4))
}

function drained(socket: Socket): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      socket.off('drain', done).off('close', done)
      resolve()
    }
    socket.once('drain', done).once('close', done)
  })
}

function verdictOf(reply: string): Verdict {
  if (/^stream: OK$/.test(reply)) return { state: 'clean' }
  // Both say that not everything was looked at: the stream's limit, and with AlertExceedsMax those inside the scanner.
  if (/size limit exceeded/i.test(reply) || /Heuristics\.Limits\.Exceeded\S* FOUND$/.test(reply))
    return { state: 'too-large' }
  const found = /^stream: (.+) FOUND$/.exec(reply)?.[1]
  if (found) return { state: 'infected', found: found.slice(0, 200) }
  throw new ScannerAway(`clamd answered: ${reply.slice(0, 200)}`)
}
