import { lookup as systemLookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { Readable } from 'node:stream'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { mayConnect, readAllowed } from './outbound-address.ts'

/** `refused`: the hub itself would not go there. The others are the far side's or the network's. */
export type OutboundFailure = 'refused' | 'timeout' | 'network' | 'tls' | 'too-large' | 'aborted'
export class OutboundError extends Error {
  override name = 'OutboundError'
  readonly kind: OutboundFailure
  constructor(kind: OutboundFailure, message: string, options: { cause?: unknown } = {}) {
    super(message, options)
    this.kind = kind
  }
}

export type OutboundRequest = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  headers?: Record<string, string>
  body?: Buffer | Readable
  /** For everything, from the name's lookup to the last byte of the answer. */
  timeoutMs: number
  /** Of the answer's body. */
  maxBytes: number
  signal?: AbortSignal
}
export type OutboundAnswer = { status: number; headers: Record<string, string>; body: Buffer }
export type Outbound = {
  /** One exchange; a redirect is an answer like any other and is not followed. Throws OutboundError. */
  fetch(url: string, request: OutboundRequest): Promise<OutboundAnswer>
  /**
   * As `fetch`, with the answer's body as it comes: it belongs to `take`, whose errors pass as they are; a line that fails under it
   * throws OutboundError out of the body. `idleMs`: between two pieces. `maxBytes` is for `take` to keep.
   */
  stream<T>(
    url: string,
    request: Omit<OutboundRequest, 'maxBytes'> & { idleMs: number },
    take: (answer: Omit<OutboundAnswer, 'body'> & { body: Readable }) => Promise<T>,
  ): Promise<T>
  close(): Promise<void>
}

/**
 * The only way out of the hub. Each connection is checked by the address that is really connected to, after the name's lookup, so a
 * name that changes its answer (DNS rebinding) gains nothing. `lookup` stands in for the system's in tests.
 */
export function createOutbound(options: { allow: readonly string[]; lookup?: LookupFunction }): Outbound {
  const agent = new Agent({
    connect: checkedConnector(options.allow, options.lookup ?? systemLookup),
    keepAliveTimeout: 4000,
  })
  return {
    fetch: (url, request) => exchange(agent, url, request),
    stream: (url, request, take) => streamed(agent, url, request, take),
    close: () => agent.close(),
  }
}

function checkedConnector(allow: readonly string[], lookup: LookupFunction): buildConnector.connector {
  const allowed = readAllowed(allow)
  // One a port: TLS sessions are kept inside, and the port is part of what is allowed.
  const connectors = new Map<number, buildConnector.connector>()
  return (target, callback) => {
    const port = Number(target.port) || (target.protocol === 'https:' ? 443 : 80)
    const host = target.hostname.replace(/^\[|\]$/g, '')
    // No lookup happens for a literal address.
    if (isIP(host) && !mayConnect(host, port, allowed)) return callback(refused(host), null)
    const connector =
      connectors.get(port) ??
      buildConnector({ timeout: 10_000, lookup: checkedLookup(lookup, address => mayConnect(address, port, allowed)) })
    connectors.set(port, connector)
    connector(target, callback)
  }
}

function checkedLookup(lookup: LookupFunction, may: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '', 0)
      const addresses = (Array.isArray(found) ? found : []).filter(each => may(each.address))
      const [first] = addresses
      if (!first) return callback(refused(hostname), '', 0)
      if (options.all) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

const refused = (host: string) => new OutboundError('refused', `${host}: not an address that the hub may connect to`)

async function exchange(agent: Agent, url: string, request: OutboundRequest): Promise<OutboundAnswer> {
  const { timeoutMs, signal: given } = request
  const timeout = AbortSignal.timeout(timeoutMs)
  const signal = given ? AbortSignal.any([timeout, given]) : timeout
  try {
    const { origin, pathname, search } = new URL(url)
    const answer = await agent.request({
      origin,
      path: pathname + search,
      method: request.method,
      headers: request.headers ?? {},
      body: request.body ?? null,
      // undici gives the connection up after a HEAD, for servers that answer one with a body. Of such a server the connection ends by
      // itself, as bytes that nobody asked for.
      ...(request.method === 'HEAD' ? { reset: false } : {}),
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    })
    return {
      status: answer.statusCode,
      headers: flat(answer.headers),
      body: await readAll(answer.body, request.maxBytes),
    }
  } catch (error) {
    throw given?.aborted
      ? new OutboundError('aborted', 'stopped', { cause: error })
      : asOutboundError(error, timeout.aborted)
  }
}

async function streamed<T>(
  agent: Agent,
  url: string,
  request: Omit<OutboundRequest, 'maxBytes'> & { idleMs: number },
  take: (answer: Omit<OutboundAnswer, 'body'> & { body: Readable }) => Promise<T>,
): Promise<T> {
  const { timeoutMs, idleMs, signal: given } = request
  const timeout = AbortSignal.timeout(timeoutMs)
  const failure = (error: unknown) =>
    given?.aborted ? new OutboundError('aborted', 'stopped', { cause: error }) : asOutboundError(error, timeout.aborted)
  let answer: Dispatcher.ResponseData
  try {
    const { origin, pathname, search } = new URL(url)
    answer = await agent.request({
      ...{ origin, path: pathname + search, method: request.method },
      headers: request.headers ?? {},
      body: request.body ?? null,
      signal: given ? AbortSignal.any([timeout, given]) : timeout,
      ...{ headersTimeout: idleMs, bodyTimeout: idleMs },
    })
  } catch (error) {
    throw failure(error)
  }
  const body = Readable.from(relabelled(answer.body, failure), { objectMode: false })
  try {
    return await take({ status: answer.statusCode, headers: flat(answer.headers), body })
  } finally {
    // What nobody read to its end is cut off, or its line would stay taken.
    body.destroy()
    answer.body.on('error', () => {}).destroy()
  }
}

async function* relabelled(body: Readable, failure: (error: unknown) => OutboundError): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body) yield chunk as Buffer
  } catch (error) {
    throw failure(error)
  }
}

async function readAll(body: Dispatcher.ResponseData['body'], max: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of body) {
    size += (chunk as Buffer).length
    // Leaving the loop destroys the stream and with it the connection.
    if (size > max) throw new OutboundError('too-large', `the answer has more than ${max} bytes`)
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks)
}

const timeoutCodes = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']
const tlsCode = /^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/

function asOutboundError(error: unknown, timedOut: boolean): OutboundError {
  if (error instanceof OutboundError) return error
  const { code = '', message, cause } = error as NodeJS.ErrnoException & { cause?: unknown }
  if (cause instanceof OutboundError) return cause
  if (timedOut || timeoutCodes.includes(code))
    return new OutboundError('timeout', 'no answer in time', { cause: error })
  if (tlsCode.test(code)) return new OutboundError('tls', `the connection is not secure: ${code}`, { cause: error })
  return new OutboundError('network', code || message, { cause: error })
}

function flat(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
}
