import type { Readable } from 'node:stream'
import { type OutboundAnswer, OutboundError, type OutboundFailure } from '#server/platform/outbound-fetch'
import { type Decision, decide, problemName, readRetryAfter } from './answer.ts'
import type { ChannelCall, Exchange, ExchangeStep, Outcome } from './channel.ts'
import { problemBody } from './receipt-body.ts'
import { signRequest } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'

export type Sending = {
  step: ExchangeStep
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH'
  /** Below the channel's address, or a whole address. */
  path: string
  headers?: Record<string, string>
  body?: Buffer | Readable
  requestHash?: string
  idempotencyKey?: string
  timeoutMs: number
  /** Statuses that are an answer here although the table calls them something else: 404 to a question. */
  expected?: readonly number[]
}
export type Reply = OutboundAnswer & {
  kind: 'reply'
  decision: Decision
  problem: string | null
  text: string
  /** The media that a 424 names. */
  missing: readonly string[]
  notBefore: Date | null
}
/** No answer came: `outcome` says what that means for the delivery. */
export type NoReply = { kind: 'no-reply'; outcome: Outcome }

/** An answer is read up to this many bytes, and kept up to as many. */
const maxAnswerBytes = 65_536

/**
 * One signed exchange with the receiver, written down however it ends. Throws only where the call's signal stopped it (the worker
 * drains): then nothing is known, and the next run asks.
 */
export async function exchange(deps: WireDeps, call: ChannelCall, sending: Sending): Promise<Reply | NoReply> {
  const began = performance.now()
  const write = (end: Pick<Exchange, 'status' | 'outcome' | 'problemType' | 'response'>) =>
    call.observe({
      ...end,
      step: sending.step,
      method: sending.method,
      target: urlOf(call, sending),
      idempotencyKey: sending.idempotencyKey ?? null,
      requestHash: sending.requestHash ?? null,
      ms: Math.round(performance.now() - began),
    })
  try {
    const reply = readReply(await send(deps, call, sending), deps.clock.now())
    const expected = sending.expected?.includes(reply.status)
    await write({
      status: reply.status,
      outcome: expected ? 'ok' : attemptOutcome[reply.decision],
      problemType: reply.problem,
      // Postgres has no NUL in text.
      response: reply.body.toString('utf8').replaceAll('\0', '\ufffd'),
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

async function send(deps: WireDeps, call: ChannelCall, sending: Sending): Promise<OutboundAnswer> {
  const { method, body, timeoutMs } = sending
  const headers = { accept: 'application/json, application/problem+json', ...sending.headers }
  const url = urlOf(call, sending)
  const signed = await signRequest({ method, url, headers }, deps, deps.clock.now())
  return deps.outbound.fetch(url, {
    method,
    headers: signed,
    ...(body ? { body } : {}),
    timeoutMs,
    maxBytes: maxAnswerBytes,
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

function readReply(answer: OutboundAnswer, now: Date): Reply {
  const problem = answer.status >= 300 ? readProblem(answer.body) : {}
  const name = problemName(problem.type)
  return {
    ...answer,
    kind: 'reply',
    decision: decide(answer.status, name),
    problem: name,
    text: problem.detail ?? problem.title ?? `HTTP ${answer.status}`,
    missing: problem.missing ?? [],
    notBefore: readRetryAfter(answer.headers['retry-after'], now),
  }
}

function readProblem(body: Buffer): {
  type?: string | undefined
  title?: string | undefined
  detail?: string | undefined
  missing?: string[] | undefined
} {
  try {
    return problemBody.safeParse(JSON.parse(body.toString('utf8'))).data ?? {}
  } catch {
    // A proxy's HTML page: the status says enough.
    return {}
  }
}

/** Only these take effect, so only these may have arrived unheard. */
const effective: readonly ExchangeStep[] = ['item', 'withdrawal']

function outcomeOfFault(error: OutboundError, step: ExchangeStep): Extract<Outcome, { kind: 'retry' | 'refused' }> {
  // An unanswered question leaves what was in doubt in doubt.
  const asked = step === 'ask'
  const text = `${sentences[error.kind]} (${error.message})`
  if (error.kind === 'refused') return { kind: 'refused', problem: 'outbound-refused', text, mayHaveArrived: asked }
  const mayHaveArrived = asked || effective.includes(step)
  return { kind: 'retry', problem: error.kind, text, notBefore: null, mayHaveArrived, fault: true }
}

const sentences: Record<OutboundFailure, string> = {
  refused: 'Địa chỉ của cổng nằm ngoài phạm vi được phép kết nối.',
  timeout: 'Cổng không trả lời kịp thời hạn.',
  network: 'Mất kết nối với cổng.',
  tls: 'Kết nối tới cổng không bảo đảm an toàn.',
  'too-large': 'Cổng trả lời dài quá mức cho phép.',
  aborted: 'Lượt gửi bị dừng giữa chừng.',
}

/** What a reply that is neither success nor a special case means for the delivery. */
export function outcomeOfReply(reply: Reply, step: ExchangeStep): Outcome {
  const problem = reply.problem ?? `http-${reply.status}`
  const { decision, text, notBefore } = reply
  const asked = step === 'ask'
  if (decision === 'pause' || decision === 'dead') {
    return { kind: decision === 'dead' ? 'dead' : 'refused', problem, text, mayHaveArrived: asked }
  }
  const fault = reply.status >= 500
  const mayHaveArrived = asked || (fault && effective.includes(step))
  return { kind: 'retry', problem, text, notBefore, mayHaveArrived, fault }
}
