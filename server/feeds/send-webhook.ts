import { Webhook } from 'standardwebhooks'
import { notify } from '#server/notifications/notify'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { type Outbound, OutboundError } from '#server/platform/outbound-fetch'
import type { Sealer } from '#server/platform/sealer'
import { enqueue } from '#server/queue/enqueue'
import { webhookOutcome } from './webhook-schedule.ts'

export type SendDeps = { db: Db; outbound: Outbound; sealer: Sealer; signal?: AbortSignal }

/**
 * Sends one message once, signed anew for this moment (Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp`,
 * `webhook-signature`), and settles what comes next. A process that is killed in between sends it again under the same id.
 */
export async function sendWebhookMessage(
  { db, outbound, sealer, signal }: SendDeps,
  deliveryId: string,
): Promise<void> {
  const row = await db.webhookDelivery.findUnique({ where: { id: deliveryId }, include: { webhook: true } })
  if (row?.state !== 'waiting') return
  // A paused address keeps its messages: resuming queues them again.
  if (row.webhook.state === 'paused') return
  const at = new Date()
  const signature = new Webhook(sealer.open(row.webhook.secret)).sign(row.id, at, row.body)
  const answer = await outbound
    .fetch(row.webhook.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json; charset=utf-8',
        'user-agent': 'media-hub-webhook/1',
        'webhook-id': row.id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': signature,
      },
      body: Buffer.from(row.body, 'utf8'),
      timeoutMs: 15_000,
      maxBytes: 65_536,
      ...(signal ? { signal } : {}),
    })
    .catch((error: unknown) => {
      if (error instanceof OutboundError) return error
      throw error
    })
  const failed = answer instanceof OutboundError ? answer : null
  // The worker drains: nothing is known, so nothing is settled, and the queue hands the job out again.
  if (failed?.kind === 'aborted') throw failed
  const status = answer instanceof OutboundError ? null : answer.status
  await settle(db, row, status, failed?.kind ?? (status !== null && status >= 300 ? 'refused-by-receiver' : null))
}

type Row = { id: string; webhookId: string; attempts: number; body: string; webhook: { url: string } }

/** Tells those who can mend the address; a test's message is about no item and is seen by who sent it. */
async function tellGivenUp(tx: Tx, { body, webhook }: Row): Promise<void> {
  const { uri } = (JSON.parse(body) as { data: { uri?: string } }).data
  if (!uri) return
  await notify(tx, {
    kind: 'webhook-given-up',
    subject: { kind: 'asset', id: uri.replace('urn:uuid:', '') },
    facts: { host: new URL(webhook.url).host },
    to: { hubRoles: ['curator', 'administrator'] },
  })
}

async function settle(db: Db, row: Row, status: number | null, problem: string | null): Promise<void> {
  const attempts = row.attempts + 1
  const outcome = webhookOutcome(attempts, status, Math.random())
  await transaction(db, async tx => {
    const nextAt = outcome.kind === 'again' ? new Date(Date.now() + outcome.inMs) : null
    const state = outcome.kind === 'again' ? 'waiting' : outcome.kind
    const { count } = await tx.webhookDelivery.updateMany({
      where: { id: row.id, state: 'waiting', attempts: row.attempts },
      data: {
        state,
        attempts,
        status,
        problem: outcome.kind === 'delivered' ? null : problem,
        nextAt,
        updatedAt: new Date(),
      },
    })
    if (count === 0) return
    if (nextAt) {
      const again = { key: `webhook-again:${row.id}:${attempts}`, runAt: nextAt }
      await enqueue(tx, 'webhook.send', { deliveryId: row.id }, again)
    }
    if (outcome.kind === 'again') return
    const [from, to] = outcome.kind === 'dead' ? ['active', 'failing'] : ['failing', 'active']
    const turned = await tx.webhook.updateMany({ where: { id: row.webhookId, state: from }, data: { state: to } })
    // Once for all that is given up until something arrives again.
    if (outcome.kind === 'dead' && turned.count > 0) await tellGivenUp(tx, row)
  })
}
