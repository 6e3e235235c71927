import { Webhook, WebhookVerificationError } from 'standardwebhooks'
import { z } from 'zod'
import { uuid } from '#contracts/values'
import type { Db } from '#server/platform/db'
import type { Sealer } from '#server/platform/sealer'
import type { Report } from './next-of-report.ts'
import { openChannel } from './open-channel.ts'
import { receiptBody } from './receipt-body.ts'

const event = z.object({
  type: z.enum(['item.published', 'item.rejected', 'item.withdrawn', 'item.updated']),
  data: receiptBody.partial({ receiptId: true, state: true, receivedAt: true }).extend({
    id: uuid,
    reason: z.string().max(1000).default(''),
  }),
  timestamp: z.string().max(64).optional(),
})

export type Hook = { channelId: string; webhookId: string; type: string; itemId: string; report: Report }
type Given = { channel: string; headers: Readonly<Record<string, string | undefined>>; raw: Buffer; now: Date }

/**
 * Reads a receiver's callback: Standard Webhooks 1.0 (HMAC-SHA256 over id, timestamp and the exact bytes; five minutes either way). A
 * text says why it is nobody's business: no such channel, none that may call back, a signature that is not its own, an old message.
 * Who calls learns none of it.
 */
export async function verifyHook(deps: { db: Db; sealer: Sealer }, given: Given): Promise<Hook | string> {
  const row = await deps.db.channel.findUnique({ where: { code: given.channel } })
  if (!row) return 'unknown channel'
  const secret = openChannel(row, deps.sealer).credentials.webhookSecret
  if (!secret) return 'the channel has no webhook secret'
  const headers = Object.fromEntries(signed.map(name => [name, given.headers[name] ?? '']))
  try {
    new Webhook(secret).verify(given.raw.toString('utf8'), headers)
  } catch (error) {
    if (error instanceof WebhookVerificationError) return error.message
    throw error
  }
  const parsed = event.safeParse(readJson(given.raw))
  if (!parsed.success) return `not an event: ${parsed.error.issues[0]?.path.join('.')}`
  const { type, data } = parsed.data
  const name = type.slice('item.'.length) as NonNullable<Report['event']>
  const receipt = {
    ...data,
    receiptId: data.receiptId ?? headers['webhook-id']!.slice(0, 200),
    state: name === 'updated' ? (data.state ?? 'published') : name,
    receivedAt: data.receivedAt ?? given.now.toISOString(),
  }
  const received = { receipt, raw: given.raw, headers }
  const report: Report = { event: name, received, source: 'api', text: data.reason }
  return { channelId: row.id, webhookId: headers['webhook-id']!, type, itemId: data.id, report }
}

const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'content-type'] as const

function readJson(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch {
    // Signed, and yet no JSON: said to be no event.
    return null
  }
}
