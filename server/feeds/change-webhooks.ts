import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import type { newWebhook, webhookEdit } from '#contracts/feed'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import type { Sealer } from '#server/platform/sealer'
import { enqueue } from '#server/queue/enqueue'
import { queueWebhook } from './tell-webhooks.ts'

const subject = (id: string) => ({ subjectKind: 'webhook', subjectId: id })

/** Registers an address; answers its id and the secret, which is kept sealed and never shown again. */
export async function createWebhook(
  { db, sealer }: { db: Db; sealer: Sealer },
  caller: Caller,
  draft: z.output<typeof newWebhook>,
): Promise<{ id: string; secret: string }> {
  checkWebhookAddress(draft.url)
  const id = newId()
  // Standard Webhooks: 24 to 64 random bytes, base64, after `whsec_`.
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  await transaction(db, async tx => {
    await tx.webhook.create({ data: { id, ...draft, secret: sealer.seal(secret) } })
    await record(tx, caller, { act: 'webhook.create', ...subject(id), after: draft })
  })
  return { id, secret }
}

/** Changes an address; what waited while it was paused is sent when it is resumed. Throws `not-found`. */
export async function editWebhook(
  db: Db,
  caller: Caller,
  id: string,
  edit: z.output<typeof webhookEdit>,
): Promise<void> {
  if (edit.url) checkWebhookAddress(edit.url)
  await transaction(db, async tx => {
    const before = await lock(tx, id)
    const { url, description, events, state } = edit
    const data = { ...(url && { url }), ...(description !== undefined && { description }), ...(events && { events }) }
    await tx.webhook.update({ where: { id }, data: { ...data, ...(state && { state }) } })
    await record(tx, caller, { act: 'webhook.edit', ...subject(id), before, after: edit })
    if (state !== 'active' || before.state !== 'paused') return
    const waiting = await tx.webhookDelivery.findMany({
      where: { webhookId: id, state: 'waiting' },
      select: { id: true },
    })
    for (const { id: deliveryId } of waiting)
      await enqueue(tx, 'webhook.send', { deliveryId }, { key: `webhook:${deliveryId}` })
  })
}

/** Removes an address with what waits for it. Throws `not-found`. */
export async function deleteWebhook(db: Db, caller: Caller, id: string): Promise<void> {
  await transaction(db, async tx => {
    const before = await lock(tx, id)
    await tx.webhook.delete({ where: { id } })
    await record(tx, caller, { act: 'webhook.delete', ...subject(id), before })
  })
}

/** Sends a message of type `hub.test`. Throws `not-found`; `conflict` while the address is paused. */
export async function testWebhook(db: Db, caller: Caller, id: string): Promise<void> {
  await transaction(db, async tx => {
    const { state } = await lock(tx, id)
    if (state === 'paused') throw new ProblemError('conflict')
    const body = JSON.stringify({ type: 'hub.test', timestamp: new Date().toISOString(), data: {} })
    await queueWebhook(tx, id, 'hub.test', body)
    await record(tx, caller, { act: 'webhook.test', ...subject(id) })
  })
}

async function lock(tx: Tx, id: string) {
  await tx.$executeRaw`select from webhook where id = ${id}::uuid for update`
  const row = await tx.webhook.findUnique({ where: { id } })
  if (!row) throw new ProblemError('not-found')
  const { url, description, events, state } = row
  return { url, description, events, state }
}

/** https beyond loopback, and no name and password: the address is shown and stands in the audit. */
function checkWebhookAddress(address: string): void {
  const url = new URL(address)
  const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(url.hostname)
  const code =
    url.protocol !== 'https:' && !loopback ? 'https-required' : url.username || url.password ? 'plain-address' : null
  if (code) throw new ProblemError('invalid-request', { errors: [{ pointer: '/body/url', code, detail: code }] })
}
