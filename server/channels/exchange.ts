import type { Readable } from 'node:stream'
import { type OutboundAnswer, OutboundError } from '#server/platform/outbound-fetch'
import type { Decision } from './answer.ts'
import type { ChannelCall, Exchange, ExchangeStep, Outcome } from './channel.ts'
import { outcomeOfFault } from './exchange-outcome.ts'
import { type ProblemRead, type Reply, readReply } from './reply.ts'
import { signRequest } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'

export type Sending = {
  step: ExchangeStep
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the channel's address, or a whole address. */
  path: string
  headers?: Record<string, string>
  body?: Buffer | Readable
  requestHash?: string
  idempotencyKey?: string
  timeoutMs: number
  /** Of the answer, where it may be longer than an item's. */
  maxBytes?: number
  /** Statuses that are an answer here although the table calls them something else: 404 to a question. */
  expected?: readonly number[]
  /** How this receiver says what is wrong and lets the hub in; without it as hub-exchange does: problem+json, signed requests. */
  manners?: Manners
}
/** What differs between receivers that speak HTTP. */
export type Manners = {
  /** Reads the body of an answer from 300 on. */
  readProblem(body: Buffer): ProblemRead
  decide(status: number, problem: string | null): Decision
  /** Headers that let the hub in; they are written down nowhere. */
  authorize(request: { headers: Record<string, string>; body: Buffer | null }): Record<string, string>
  /** Answers longer than the hub's own contract allows, in bytes. */
  maxAnswerBytes: number
}
/** No answer came: `outcome` says what that means for the delivery. */
export type NoReply = { kind: 'no-reply'; outcome: Outcome }

/** An answer is read up to this many bytes, and kept up to as many. */
const maxAnswerBytes = 65_536

/**
 * One exchange with the receiver, signed or let in as its kind says, written down however it ends. Throws only where the call's signal stopped it (the worker
 * drains): then nothing is known, and the next run asks.
 */
export async function exchange(deps: WireDeps, call: ChannelCall, sending: Sending): Promise<Reply | NoReply> {
  const began = performance.now()
  let sent: Record<string, string> = {}
  const write = (end: Pick<Exchange, 'status' | 'outcome' | 'problemType' | 'response' | 'responseHeaders'>) =>
    call.observe({
      ...end,
      requestHeaders: sent,
      // A file's bytes are named by their hash; what is text is kept.
      ...(Buffer.isBuffer(sending.body) && isText(sending.headers)
        ? { requestBody: sending.body.toString('utf8') }
        : {}),
      step: sending.step,
      method: sending.method,
      target: urlOf(call, sending),
      idempotencyKey: sending.idempotencyKey ?? null,
      requestHash: sending.requestHash ?? null,
      ms: Math.round(performance.now() - began),
    })
  try {
    const answer = await send(deps, call, sending, headers => {
      sent = headers
    })
    const reply = readReply(answer, deps.clock.now(), sending.manners)
    const expected = sending.expected?.includes(reply.status)
    await write({
      status: reply.status,
      outcome: expected ? 'ok' : attemptOutcome[reply.decision],
      problemType: reply.problem,
      // Postgres has no NUL in text.
      response: reply.body.toString('utf8').replaceAll('\0', '\ufffd'),
      responseHeaders: reply.headers,
    })
    return reply
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    const outcome = outcomeOfFault(error, sending.step)
    await write({
      status: null,
      outcome: outcome.kind === 'refused' ? 'paused' : outcome.mayHaveArrived ? 'ask' : 'retry',
      problemType: error.kind,
      response: null,
    })
    if (error.kind === 'aborted') throw error
    return { kind: 'no-reply', outcome }
  }
}

const isText = (headers: Record<string, string> = {}) => (headers['content-type'] ?? '').includes('json')

async function send(
  deps: WireDeps,
  call: ChannelCall,
  sending: Sending,
  signedAs: (headers: Record<string, string>) => void,
): Promise<OutboundAnswer> {
  const { method, body, timeoutMs, manners } = sending
  const headers = { accept: 'application/json, application/problem+json', ...sending.headers }
  const url = urlOf(call, sending)
  const allowed = manners
    ? { ...headers, ...manners.authorize({ headers, body: Buffer.isBuffer(body) ? body : null }) }
    : await signRequest({ method, url, headers }, deps, deps.clock.now())
  signedAs(allowed)
  return deps.outbound.fetch(url, {
    method,
    headers: allowed,
    ...(body ? { body } : {}),
    timeoutMs,
    maxBytes: sending.maxBytes ?? manners?.maxAnswerBytes ?? maxAnswerBytes,
    signal: call.signal,
  })
}

/** The whole address, as it goes over the wire and into the signature. */
function urlOf(call: ChannelCall, { path }: Sending): string {
  return new URL(/^https?:/.test(path) ? path : call.channel.address.replace(/\/+$/, '') + path).href
}

const attemptOutcome: Record<Decision, Exchange['outcome']> = {
  done: 'ok',
  dead: 'dead',
  gone: 'dead',
  pause: 'paused',
  compare: 'ask',
  'send-media': 'retry',
  'resend-once': 'retry',
  retry: 'retry',
  'retry-ask': 'ask',
}
