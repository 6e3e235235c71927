import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import { type Outbound, type OutboundAnswer, OutboundError } from '#server/platform/outbound-fetch'
import { Unreadable } from './unreadable.ts'

const maxHops = 5
/** A feed of this size holds years; more is a mistake or an attack. */
const maxFeedBytes = 5_242_880

export type AddressDeps = { outbound: Outbound; config: { publicUrl: string }; signal?: AbortSignal }
export type ReadWish = { accept: string; headers?: Record<string, string>; maxBytes?: number; timeoutMs?: number }

/**
 * Fetches an address and follows up to five redirects; each hop is checked by outbound-fetch as the first is, so none leads inside.
 * The answer is a 200, or a 304 where the caller asked for one; its body unpacked. Throws Unreadable. `url` is where it ended.
 */
export async function readAddress(
  deps: AddressDeps,
  address: string,
  wish: ReadWish,
): Promise<OutboundAnswer & { url: string }> {
  const deadline = Date.now() + (wish.timeoutMs ?? 20_000)
  let at = new URL(address)
  for (let hop = 0; hop <= maxHops; hop++) {
    const answer = await once(deps, at, wish, Math.max(1, deadline - Date.now()))
    const { location } = answer.headers
    if (answer.status === 304) return { ...answer, url: at.href }
    if (answer.status >= 301 && answer.status <= 308 && location) {
      if (!URL.canParse(location, at)) throw new Unreadable('redirects')
      at = new URL(location, at)
      if (!/^https?:$/.test(at.protocol)) throw new Unreadable('refused')
      continue
    }
    if (answer.status !== 200) throw new Unreadable('http-status')
    return { ...answer, body: unpacked(answer, wish.maxBytes ?? maxFeedBytes), url: at.href }
  }
  throw new Unreadable('redirects')
}

async function once(
  { outbound, config, signal }: AddressDeps,
  at: URL,
  wish: ReadWish,
  timeoutMs: number,
): Promise<OutboundAnswer> {
  try {
    return await outbound.fetch(at.href, {
      method: 'GET',
      headers: {
        ...wish.headers,
        accept: wish.accept,
        'accept-encoding': 'identity',
        'user-agent': `MediaHub-Intake/1.0 (+${config.publicUrl})`,
      },
      timeoutMs,
      maxBytes: wish.maxBytes ?? maxFeedBytes,
      ...(signal ? { signal } : {}),
    })
  } catch (error) {
    if (!(error instanceof OutboundError) || error.kind === 'aborted') throw error
    throw new Unreadable(error.kind, { cause: error })
  }
}

const unpackers = { gzip: gunzipSync, 'x-gzip': gunzipSync, deflate: inflateSync, br: brotliDecompressSync }

/** Some servers pack whatever they were asked; what would grow beyond the limit is too large all the same. */
function unpacked({ headers, body }: OutboundAnswer, maxOutputLength: number): Buffer {
  const coding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  if (coding === '' || coding === 'identity') return body
  const unpack = unpackers[coding as keyof typeof unpackers]
  if (!unpack) throw new Unreadable('encoding')
  try {
    return unpack(body, { maxOutputLength })
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE'
    throw new Unreadable(large ? 'too-large' : 'encoding', { cause: error })
  }
}
