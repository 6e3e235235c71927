import type { JobPayload } from '#contracts/job'
import { beginAttempt, type DeliveryRow } from '#server/channels/begin-attempt'
import type { ChannelCall, ChannelDeps, Outcome, Push } from '#server/channels/channel'
import { type ChannelKind, dialectOf } from '#server/channels/dialect'
import { findMedia } from '#server/channels/find-media'
import { type Frozen, freezeDelivery } from '#server/channels/freeze-delivery'
import { isStillWanted, markSending } from '#server/channels/mark-sending'
import { openChannel } from '#server/channels/open-channel'
import { recordAttempt } from '#server/channels/record-attempt'
import { settleAttempt } from '#server/channels/settle-attempt'
import type { Clock } from '#server/platform/clock'
import type { Db } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import type { Sealer } from '#server/platform/sealer'
import { ObjectNotFound, type ObjectStore, StoreUnavailable } from '#server/storage/object-store'

export type SendContext = {
  db: Db
  store: ObjectStore
  channels: ChannelDeps
  sealer: Sealer
  log: Log
  clock: Clock
  signal: AbortSignal
  config: { publicUrl: string }
}

/**
 * Brings one delivery one attempt further. Its own schedule, not the queue's, says when the next attempt comes, so the job succeeds
 * whatever the receiver does. A worker that is killed or drained in between leaves `askFirst`: the next attempt asks before it sends.
 */
export async function sendDelivery({ deliveryId }: JobPayload<'delivery.send'>, context: SendContext): Promise<void> {
  const { db, clock, log, channels } = context
  const began = performance.now()
  const row = await beginAttempt(db, deliveryId, clock.now())
  if (!row) return
  const call: ChannelCall = {
    channel: openChannel(row.channel, context.sealer),
    signal: context.signal,
    observe: exchange => recordAttempt(db, deliveryId, row.attempts, exchange),
  }
  const outcome = row.op === 'withdraw' ? await withdraw(row, call, context) : await push(row, call, context)
  const change = await settleAttempt(db, deliveryId, outcome, { now: clock.now(), random: channels.random })
  const line = {
    event: 'delivery.attempt',
    delivery: deliveryId,
    asset: row.assetId,
    channel: row.channel.code,
    op: row.op,
    state: change.state,
  }
  const ms = Math.round(performance.now() - began)
  if (outcome.kind === 'delivered' || outcome.kind === 'gone') log.info({ ...line, ms })
  else log.warn({ ...line, ms, outcome: outcome.kind, problem: change.problem })
}

async function push(row: DeliveryRow, call: ChannelCall, context: SendContext): Promise<Outcome> {
  const { db, store, channels, config } = context
  const wire = channels.of(row.channel.kind as ChannelKind)
  const frozen = await frozenBytes(row, call, context)
  if ('kind' in frozen) return frozen
  const items = [row.assetId, ...row.members.map(each => each.assetId)]
  const media = await findMedia(db, store, items, dialectOf(row.channel.kind).mediaOf(frozen.body))
  if (!media) return { kind: 'dead', problem: 'media-lost', text: lostText, mayHaveArrived: row.askFirst }
  const item: Push = {
    itemId: row.assetId,
    version: row.version,
    key: keyOf(row),
    ...frozen,
    media,
    // An earlier version, or an earlier attempt, may be there.
    mayBeThere: row.askFirst || row.version > 1,
    reinstate: row.reinstate,
    takesOut: row.recallOf !== null,
    stillWanted: () => isStillWanted(db, row.id),
    beforeSending: () => markSending(db, row),
  }
  return wire.publish(item, call).catch(error => outcomeOfStore(error, row))

  async function frozenBytes(row: DeliveryRow, call: ChannelCall, context: SendContext): Promise<Frozen | Outcome> {
    if (row.body !== null && row.digest !== null) return { body: Buffer.from(row.body, 'utf8'), digest: row.digest }
    const takes = await wire.capabilities(call)
    return 'kind' in takes ? takes : freezeDelivery(context.db, row, takes, config.publicUrl)
  }
}

function withdraw(row: DeliveryRow, call: ChannelCall, { channels }: SendContext): Promise<Outcome> {
  // A withdrawal's bytes are frozen when it is asked for.
  if (row.body === null) throw new Error(`withdrawal ${row.id} has no body`)
  const withdrawal = {
    itemId: row.assetId,
    key: keyOf(row),
    body: Buffer.from(row.body, 'utf8'),
    mayBeThere: row.askFirst,
  }
  return channels.of(row.channel.kind as ChannelKind).withdraw(withdrawal, call)
}

const lostText = 'Tệp của phiên bản này không còn trong kho.'
/** What the store's failures mean: files are opened before anything takes effect. Others are defects, and thrown on. */
function outcomeOfStore(error: unknown, { askFirst }: DeliveryRow): Outcome {
  if (error instanceof ObjectNotFound)
    return { kind: 'dead', problem: 'media-lost', text: lostText, mayHaveArrived: askFirst }
  if (!(error instanceof StoreUnavailable)) throw error
  const text = 'Kho lưu trữ tạm thời không đọc được.'
  return { kind: 'retry', problem: 'store-unavailable', text, notBefore: null, mayHaveArrived: askFirst, fault: false }
}

/** The same on every attempt: what makes a repeat harmless. */
function keyOf(row: DeliveryRow): string {
  return `${row.assetId}.${row.version}.${row.op}`
}
