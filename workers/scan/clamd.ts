import { connect, type Socket } from 'node:net'
import type { Readable } from 'node:stream'
import type { ClamdAddress } from '#server/platform/clamd-config'

/** The scanner cannot be asked now: not there, silent, or it broke off. The file waits; no attempt is burnt. */
export class ScannerAway extends Error {
  override name = 'ScannerAway'
  readonly tool = 'clamd'
}

/** The line broke while the file was on its way, although clamd is there: its limit was passed and its sentence lost, or it fell over. */
export class ScanBroken extends Error {
  override name = 'ScanBroken'
}

export type Verdict = { state: 'clean' } | { state: 'infected'; found: string } | { state: 'too-large' }
type Limits = { connectMs: number; silentMs: number }

// After the last byte clamd may think for as long as its MaxScanTime (120 s) says.
const limits: Limits = { connectMs: 5_000, silentMs: 180_000 }
// Small enough to leave in one piece: a write that has to wait for room meets clamd's reset before its sentence is read.
const largestChunk = 32 * 1024

/**
 * Streams a file to clamd (`zINSTREAM`: chunks led by their length in four bytes, big-endian, then a length of zero) with
 * back-pressure and answers what it found. Throws ScannerAway, ScanBroken, the stream's own error, or the signal's reason. `body` is
 * destroyed however it ends. Source: clamd(8).
 */
export async function scanStream(
  address: ClamdAddress,
  body: Readable,
  options: { signal: AbortSignal } & Partial<Limits>,
): Promise<Verdict> {
  const { signal, connectMs, silentMs } = { ...limits, ...options }
  let socket: Socket | undefined
  const abort = () => {
    socket?.destroy()
    body.destroy()
  }
  signal.addEventListener('abort', abort, { once: true })
  // It may fail before anybody reads it; reading then throws what it failed of.
  body.on('error', () => {})
  try {
    signal.throwIfAborted()
    const line = await open(address, connectMs)
    socket = line
    line.setTimeout(silentMs, () => line.destroy(new ScannerAway('clamd said nothing')))
    const reply = readReply(line)
    const sending = send(line, body)
    // Whatever is still being sent when clamd has answered ends with the line.
    sending.catch(() => {})
    await Promise.race([sending, reply])
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

/** Everything until clamd ends its sentence (NUL) or the line; an end without a sentence is ScanBroken. */
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
      else reject(broken instanceof ScannerAway ? broken : new ScanBroken('clamd broke off', { cause: broken }))
    })
  })
  // It is awaited after the sending; until then a rejection must not count as unhandled.
  reply.catch(() => {})
  return reply
}

/** Sends until the end of the file or of the line: clamd breaks off when its limit is passed, and then its reply says so. */
async function send(socket: Socket, body: Readable): Promise<void> {
  await write(socket, Buffer.from('zINSTREAM\0'))
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += largestChunk) {
      const part = chunk.subarray(at, at + largestChunk)
      const length = Buffer.alloc(4)
      length.writeUInt32BE(part.length)
      if (!(await write(socket, Buffer.concat([length, part])))) return
    }
  }
  await write(socket, Buffer.alloc(4))
}

/**
 * Resolves when the bytes have left, with false where the line is gone. Between two writes the line is looked at: whoever passes
 * clamd's limit gets its sentence and right behind it a reset, and a write into that would lose the sentence.
 */
async function write(socket: Socket, bytes: Buffer): Promise<boolean> {
  if (socket.destroyed) return false
  const left = await new Promise<boolean>(resolve => {
    const closed = () => resolve(false)
    socket.once('close', closed)
    socket.write(bytes, error => {
      socket.off('close', closed)
      resolve(!error)
    })
  })
  await new Promise(resolve => setImmediate(resolve))
  return left && !socket.destroyed
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
