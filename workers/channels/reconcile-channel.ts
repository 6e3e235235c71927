import type { JobPayload } from '#contracts/job'
import { actOnDifference, hereOf } from '#server/channels/act-on-difference'
import type { Channel, ChannelCall } from '#server/channels/channel'
import { compareItem, type There } from '#server/channels/compare-item'
import type { ChannelKind } from '#server/channels/dialect'
import { openChannel } from '#server/channels/open-channel'
import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueueMany } from '#server/queue/enqueue-many'
import type { SendContext } from './send-delivery.ts'

/** A receiver that never ends its list is left after this many pages. */
const maxPages = 2_000

/** Queues one comparison for each channel that is open. */
export async function reconcileAll(db: Db): Promise<void> {
  const channels = await db.channel.findMany({ where: { state: 'active' }, select: { id: true } })
  await transaction(db, tx =>
    enqueueMany(
      tx,
      'reconcile.channel',
      channels.map(({ id }) => ({ payload: { channelId: id }, key: `reconcile:${id}`, queue: `reconcile:${id}` })),
    ),
  )
}

/** Asks a receiver for everything that it holds of this hub, compares item by item and mends what differs. */
export async function reconcileChannel(
  { channelId }: JobPayload<'reconcile.channel'>,
  context: SendContext,
): Promise<void> {
  const { db, channels, sealer, signal, log } = context
  const row = await db.channel.findUnique({ where: { id: channelId } })
  const wire = row && channels.of(row.kind as ChannelKind)
  if (!row || !wire?.list) return
  const [runId, since] = [newId(), new Date()]
  await db.reconcileRun.create({ data: { id: runId, channelId } })
  const call: ChannelCall = { channel: openChannel(row, sealer), signal, observe: async () => {} }
  const there = await readAll(wire, call)
  if ('problem' in there) {
    await db.reconcileRun.update({ where: { id: runId }, data: { endedAt: new Date(), problem: there.problem } })
    log.warn({ event: 'reconcile.failed', channel: row.code, problem: there.problem })
    return
  }
  let differing = 0
  for (const itemId of await itemsOf(db, channelId, there.items)) {
    await actOnDifference(db, { runId, channelId, itemId, there: there.items.get(itemId) ?? null, since })
    differing += 1
  }
  await db.reconcileRun.update({ where: { id: runId }, data: { endedAt: new Date(), seen: there.items.size } })
  log.info({ event: 'reconcile.done', channel: row.code, seen: there.items.size, differing })
}

async function readAll(wire: Channel, call: ChannelCall): Promise<{ items: Map<string, There> } | { problem: string }> {
  const items = new Map<string, There>()
  let cursor: string | null = null
  for (let page = 0; page < maxPages; page += 1) {
    const answer: Awaited<ReturnType<NonNullable<Channel['list']>>> = await wire.list!(cursor, call)
    if ('kind' in answer) return { problem: 'text' in answer ? answer.text : answer.kind }
    for (const item of answer.items) items.set(item.id, item)
    if (answer.next === null) return { items }
    cursor = answer.next
  }
  return { problem: `more than ${maxPages} pages` }
}

/** The items that seem to differ; each is compared again under its lock. */
async function itemsOf(db: Db, channelId: string, there: ReadonlyMap<string, There>): Promise<string[]> {
  const rows = await db.delivery.findMany({
    where: { channelId },
    select: { assetId: true, op: true, state: true, version: true, digest: true },
    orderBy: { version: 'desc' },
  })
  const here = groupByAsset(rows)
  const all = new Set([...here.keys(), ...there.keys()])
  return [...all].filter(id => compareItem(hereOf(here.get(id) ?? []), there.get(id) ?? null) !== null)
}

function groupByAsset<T extends { assetId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.assetId)
    if (group) group.push(row)
    else groups.set(row.assetId, [row])
  }
  return groups
}
