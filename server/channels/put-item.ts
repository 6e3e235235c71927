import { type Asked, askItem, badReceipt, readReceipt } from './ask-item.ts'
import type { ChannelCall, Outcome, Push } from './channel.ts'
import { exchange } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import type { Reply } from './reply.ts'
import { digestHeader } from './sign-request.ts'
import type { WireDeps } from './wire-deps.ts'

/** `If-None-Match: *` or `If-Match: "version"`. */
export type Precondition = { 'if-none-match': '*' } | { 'if-match': string }

/** What is there decides how to send, or that there is nothing (more) to send. */
export function preconditionFor(asked: Asked, push: Push): Precondition | { outcome: Outcome } {
  if (asked.kind === 'unknown') return { outcome: asked.outcome }
  if (asked.kind === 'withdrawn' && !push.reinstate) return { outcome: { kind: 'gone' } }
  if (asked.kind !== 'here') return { 'if-none-match': '*' }
  const there = asked.received.receipt
  if (there.digest === push.digest) return { outcome: { kind: 'delivered', received: asked.received } }
  if (there.version < push.version) return { 'if-match': asked.etag }
  const text = `Cổng đang giữ phiên bản ${there.version} với nội dung khác.`
  // Perhaps ours, edited there: a recall must still reach it.
  return { outcome: { kind: 'dead', problem: 'version-conflict', text, mayHaveArrived: true } }
}

/**
 * PUT /items/{id} until it is decided: a conflict is compared, missing media are sent (by `sendMissing`), hurt bytes are sent once
 * more; each of these at most once, then the schedule takes over.
 */
export async function putItem(
  deps: WireDeps,
  call: ChannelCall,
  push: Push,
  first: Precondition,
  sendMissing: (missing: readonly string[]) => Promise<Outcome | null>,
): Promise<Outcome> {
  let precondition = first
  const done = new Set<string>()
  for (;;) {
    if (!(await push.beforeSending())) return { kind: 'superseded' }
    const reply = await put(deps, call, push, precondition)
    if (reply.kind === 'no-reply') return reply.outcome
    if (reply.decision === 'done') return deliveredBy(reply, push)
    if (reply.decision === 'gone') return { kind: 'gone' }
    const { decision } = reply
    if (done.has(decision) || !['compare', 'send-media', 'resend-once'].includes(decision)) return endOf(reply)
    done.add(decision)
    if (decision === 'compare') {
      const next = preconditionFor(await askItem(deps, call, push.itemId), push)
      if ('outcome' in next) return next.outcome
      precondition = next
    }
    const failed = decision === 'send-media' ? await sendMissing(reply.missing) : null
    if (failed) return failed
  }
}

function put(deps: WireDeps, call: ChannelCall, push: Push, precondition: Precondition) {
  return exchange(deps, call, {
    step: 'item',
    method: 'PUT',
    path: `/items/${push.itemId}`,
    headers: {
      'content-type': 'application/json',
      'content-digest': digestHeader(push.digest),
      'idempotency-key': `"${push.key}"`,
      ...precondition,
    },
    body: push.body,
    requestHash: push.digest,
    idempotencyKey: push.key,
    timeoutMs: deps.timeouts.item,
  })
}

/** A receipt counts only for exactly what was sent. */
function deliveredBy(reply: Reply, push: Push): Outcome {
  const received = readReceipt(reply)
  const ours =
    received &&
    received.receipt.id === push.itemId &&
    received.receipt.version === push.version &&
    received.receipt.digest === push.digest
  return ours ? { kind: 'delivered', received } : badReceipt
}

function endOf(reply: Reply): Outcome {
  // The same bytes were refused as hurt twice.
  if (reply.decision === 'resend-once')
    return { kind: 'dead', problem: 'digest-mismatch', text: reply.text, mayHaveArrived: false }
  return outcomeOfReply(reply, 'item')
}
