import type { ChannelCall, Outcome, Received } from './channel.ts'
import { exchange } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { receiptBody } from './receipt-body.ts'
import type { Reply } from './reply.ts'
import type { WireDeps } from './wire-deps.ts'

/** What stands at the receiver: `here` with its receipt and ETag, nothing, or something that was withdrawn. */
export type Asked =
  | { kind: 'here'; received: Received; etag: string }
  | { kind: 'absent' | 'withdrawn' }
  | { kind: 'unknown'; outcome: Outcome }

/** GET /items/{id}. */
export async function askItem(deps: WireDeps, call: ChannelCall, itemId: string): Promise<Asked> {
  const reply = await exchange(deps, call, {
    step: 'ask',
    method: 'GET',
    path: `/items/${itemId}`,
    timeoutMs: deps.timeouts.ask,
    expected: [404, 410],
  })
  if (reply.kind === 'no-reply') return { kind: 'unknown', outcome: reply.outcome }
  if (reply.status === 404) return { kind: 'absent' }
  if (reply.status === 410) return { kind: 'withdrawn' }
  if (reply.decision !== 'done') return { kind: 'unknown', outcome: outcomeOfReply(reply, 'ask') }
  const received = readReceipt(reply)
  if (!received || received.receipt.id !== itemId) return { kind: 'unknown', outcome: badReceipt }
  if (received.receipt.state === 'withdrawn') return { kind: 'withdrawn' }
  return { kind: 'here', received, etag: reply.headers.etag ?? `"${received.receipt.version}"` }
}

/** The receipt in an answer, or null where it cannot be read as one. */
export function readReceipt(reply: Reply): Received | null {
  try {
    const parsed = receiptBody.safeParse(JSON.parse(reply.body.toString('utf8')))
    return parsed.success ? { receipt: parsed.data, raw: reply.body, headers: reply.headers } : null
  } catch {
    // Not JSON: no receipt.
    return null
  }
}

/** An answer that proves nothing: it may have been taken. */
export const badReceipt: Outcome = {
  kind: 'retry',
  problem: 'bad-receipt',
  text: 'Cổng trả lời thành công nhưng biên nhận không hợp lệ.',
  notBefore: null,
  mayHaveArrived: true,
  fault: false,
}
