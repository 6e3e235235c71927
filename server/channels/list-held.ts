import { z } from 'zod'
import { isoDateTime, sha256, uuid } from '#contracts/values'
import type { ChannelCall, HeldPage, Outcome } from './channel.ts'
import { exchange } from './exchange.ts'
import { outcomeOfReply } from './exchange-outcome.ts'
import { receiptBody } from './receipt-body.ts'
import type { WireDeps } from './wire-deps.ts'

const page = z.object({
  items: z
    .array(
      z.object({
        id: uuid,
        version: z.coerce.number().int(),
        digest: sha256,
        state: receiptBody.shape.state,
        publicUrl: receiptBody.shape.publicUrl,
        updatedAt: isoDateTime,
      }),
    )
    .max(500),
  next: z.string().max(2000).nullable(),
})

/** GET /items?source&cursor&limit: what the receiver holds of this hub, a page at a time. */
export async function listHeld(deps: WireDeps, cursor: string | null, call: ChannelCall): Promise<HeldPage | Outcome> {
  const query = new URLSearchParams({ source: deps.publicUrl, limit: '200', ...(cursor ? { cursor } : {}) })
  const reply = await exchange(deps, call, {
    step: 'list',
    method: 'GET',
    path: `/items?${query}`,
    timeoutMs: deps.timeouts.ask,
    maxBytes: 1_048_576,
  })
  if (reply.kind === 'no-reply') return reply.outcome
  if (reply.decision !== 'done') return outcomeOfReply(reply, 'ask')
  try {
    return page.parse(JSON.parse(reply.body.toString('utf8')))
  } catch {
    // It answers, but not as the contract says: nothing can be compared.
    const text = 'Cổng trả lời danh sách tư liệu không đúng hub-exchange/1.0.'
    return { kind: 'dead', problem: 'bad-list', text, mayHaveArrived: false }
  }
}
