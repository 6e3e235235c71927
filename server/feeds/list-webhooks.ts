import type { Webhook, WebhookEvent } from '#contracts/feed'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/** Registered addresses with their newest messages, or the one that is asked for. The secret is in none. */
export async function listWebhooks(db: Db | Tx, id?: string): Promise<Webhook[]> {
  const rows = await db.webhook.findMany({
    where: id ? { id } : {},
    orderBy: { createdAt: 'asc' },
    include: { messages: { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }], take: 10 } },
  })
  const waiting = await db.webhookDelivery.groupBy({ by: ['webhookId'], where: { state: 'waiting' }, _count: true })
  const waits = new Map(waiting.map(row => [row.webhookId, row._count]))
  return rows.map(({ messages, secret: _secret, createdAt, ...row }) => ({
    ...row,
    events: row.events as WebhookEvent[],
    state: row.state as Webhook['state'],
    createdAt: createdAt.toISOString(),
    waiting: waits.get(row.id) ?? 0,
    recent: messages.map(each => ({
      id: each.id,
      event: each.event,
      state: each.state as Webhook['recent'][number]['state'],
      attempts: each.attempts,
      status: each.status,
      problem: each.problem,
      nextAt: each.nextAt?.toISOString() ?? null,
      createdAt: each.createdAt.toISOString(),
    })),
  }))
}

/** One registered address. Throws `not-found`. */
export async function readWebhook(db: Db | Tx, id: string): Promise<Webhook> {
  const [webhook] = await listWebhooks(db, id)
  if (!webhook) throw new ProblemError('not-found')
  return webhook
}
