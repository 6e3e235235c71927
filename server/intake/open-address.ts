import { pipeline, Readable } from 'node:stream'
import { createBrotliDecompress, createUnzip } from 'node:zlib'
import { OutboundError } from '#server/platform/outbound-fetch'
import type { AddressDeps } from './read-address.ts'
import { Unreadable } from './unreadable.ts'

const maxHops = 5
type Wish = {
  accept: string
  /** Refused at once where the answer says that it is larger; whoever takes the body counts for himself. */
  maxBytes: number
  /** For everything, and between two pieces. */
  timeoutMs: number
  idleMs: number
}
type Answer = { url: string; body: Readable }
type Hop<T> = { to: URL } | { done: T }

/**
 * As `readAddress`, for what is too large to hold: `take` gets the body of the 200 as it comes, unpacked. Up to five redirects, each hop
 * checked by outbound-fetch as the first is. Throws Unreadable, out of the body too, and what `take` throws.
 */
export async function openAddress<T>(
  deps: AddressDeps,
  address: string,
  wish: Wish,
  take: (answer: Answer) => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + wish.timeoutMs
  let at = new URL(address)
  for (let hop = 0; hop <= maxHops; hop++) {
    const answer = await once(deps, at, { ...wish, timeoutMs: Math.max(1, deadline - Date.now()) }, take)
    if ('done' in answer) return answer.done
    at = answer.to
  }
  throw new Unreadable('redirects')
}

async function once<T>(
  { outbound, config, signal }: AddressDeps,
  at: URL,
  { accept, maxBytes, timeoutMs, idleMs }: Wish,
  take: (answer: Answer) => Promise<T>,
): Promise<Hop<T>> {
  const headers = {
    accept,
    'accept-encoding': 'identity',
    'user-agent': `MediaHub-Intake/1.0 (+${config.publicUrl})`,
  }
  const asked = { method: 'GET' as const, headers, timeoutMs, idleMs, ...(signal ? { signal } : {}) }
  try {
    return await outbound.stream(at.href, asked, async ({ status, headers, body }): Promise<Hop<T>> => {
      const to = status >= 301 && status <= 308 && status !== 304 ? headers.location : undefined
      if (to) return { to: hopTo(to, at) }
      if (status !== 200) throw new Unreadable('http-status')
      if (Number(headers['content-length'] ?? 0) > maxBytes) throw new Unreadable('too-large')
      return { done: await take({ url: at.href, body: unpacked(body, headers['content-encoding']) }) }
    })
  } catch (error) {
    if (!(error instanceof OutboundError) || error.kind === 'aborted') throw error
    throw new Unreadable(error.kind, { cause: error })
  }
}

function hopTo(location: string, from: URL): URL {
  if (!URL.canParse(location, from)) throw new Unreadable('redirects')
  const to = new URL(location, from)
  if (!/^https?:$/.test(to.protocol)) throw new Unreadable('refused')
  return to
}

const unpackers = {
  gzip: createUnzip,
  'x-gzip': createUnzip,
  deflate: createUnzip,
  br: createBrotliDecompress,
}

/** Some servers pack whatever they were asked; how much comes out is counted by who takes it. */
function unpacked(body: Readable, contentEncoding = 'identity'): Readable {
  const coding = contentEncoding.trim().toLowerCase()
  if (coding === '' || coding === 'identity') return body
  const unpack = unpackers[coding as keyof typeof unpackers]
  if (!unpack) throw new Unreadable('encoding')
  // A line that fails destroys what is read from with the same error; what is no such packing is the stream's own.
  const packed = pipeline(body, unpack(), () => {})
  return Readable.from(asUnreadable(packed), { objectMode: false })
}

async function* asUnreadable(stream: Readable): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of stream) yield chunk as Buffer
  } catch (error) {
    if (/^Z_|^ERR_/.test((error as NodeJS.ErrnoException).code ?? ''))
      throw new Unreadable('encoding', { cause: error })
    throw error
  }
}
