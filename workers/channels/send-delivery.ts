import type { JobPayload } from '#contracts/job'
import { askCopiesAgain } from '#server/channels/ask-copies'
import type { DeliveryRow } from '#server/channels/begin-attempt'
import type { ChannelCall, ChannelDeps, Outcome, Push, Session } from '#server/channels/channel'
import { readCopies, withCopies } from '#server/channels/delivery-copies'
import { type ChannelKind, dialectOf } from '#server/channels/dialect'
import { isUrgent } from '#server/channels/enqueue-delivery'
import { type Composed, composeDelivery, type Frozen, type ToFreeze } from '#server/channels/freeze-delivery'
import { sessionOf } from '#server/channels/keep-session'
import { dropTurn } from '#server/channels/leave-turn'
import { isStillWanted } from '#server/channels/mark-sending'
import { openChannel } from '#server/channels/open-channel'
import { areCopiesLost } from '#server/channels/prepare-copies'
import { attemptBook } from '#server/channels/record-attempt'
import type { Taker } from '#server/channels/take-turn'
import type { Clock } from '#server/platform/clock'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import type { Sealer } from '#server/platform/sealer'
import { ObjectNotFound, type ObjectStore, StoreUnavailable } from '#server/storage/object-store'
import { type DeliveryRounds, deliveryRounds } from './delivery-rounds.ts'
import { type Watch, watchWanted } from './watch-wanted.ts'

export type SendContext = {
  db: Db
  store: ObjectStore
  channels: ChannelDeps
  sealer: Sealer
  log: Log
  clock: Clock
  signal: AbortSignal
  config: { publicUrl: string }
  /** The queue's job that this runs in, and whether it may take another delivery when it is done with its own. */
  job?: Taker
  mayTakeAnother?: () => boolean
}
type RoundsContext = SendContext & { rounds: DeliveryRounds }

/**
 * Brings one delivery one attempt further, and then those of its channel that the job is handed at each end, until there are none or the
 * worker drains. A delivery's own schedule, not the queue's, says when its next attempt comes, so the job succeeds whatever the receiver
 * does. A worker that is killed or drained in between leaves `askFirst`: the next attempt asks before it sends.
 */
export async function sendDelivery({ deliveryId }: JobPayload<'delivery.send'>, context: SendContext): Promise<void> {
  for (let id: string | null = deliveryId; id; ) id = await sendOne(id, context)
}

/** One attempt of one delivery. Answers the next one, whose turn it is and which this job holds from now on. */
async function sendOne(deliveryId: string, context: SendContext): Promise<string | null> {
  const { db, store, clock, log, channels, config } = context
  const began = performance.now()
  const rounds = deliveryRounds(db, store, config.publicUrl)
  const row = await rounds.begin({ id: deliveryId, now: clock.now() })
  if (!row) return null
  const channel = openChannel(row.channel, context.sealer)
  const session = sessionOf(db, context.sealer, row)
  const book = attemptBook(db, row, {
    secrets: () => [...Object.values(channel.credentials), ...Object.values(session.value ?? {})],
    failed: error => log.error({ event: 'delivery.attempt-unwritten', delivery: deliveryId, error }),
  })
  const outcome = await attempt({ row, channel, session, observe: book.observe }, { ...context, rounds }).catch(
    async (error: unknown) => {
      // What went over the wire is written down and the lane given back before the queue tries again.
      await book.write()
      await dropTurn(db, row, clock.now())
      throw error
    },
  )
  const at = { now: clock.now(), random: channels.random, ...(channels.pace ? { pace: channels.pace } : {}) }
  const taker = !isUrgent(row) && context.mayTakeAnother?.() ? (context.job ?? null) : null
  const ended = { id: row.id, channelId: row.channelId, outcome, exchanges: book.take(), taker }
  const { change, next } = await rounds.settle({ ended, at })
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
  return next
}

type Attempt = Pick<ChannelCall, 'channel' | 'observe'> & { row: DeliveryRow; session: Session }

async function attempt({ row, session, ...to }: Attempt, context: RoundsContext): Promise<Outcome> {
  if (row.op === 'withdraw') return withdraw(row, { ...to, signal: context.signal }, context)
  const watch = watchWanted(context.db, row.id, context.signal)
  try {
    return await push(row, { ...to, signal: watch.signal }, { ...context, watch, session })
  } catch (error) {
    if (watch.unwanted() && !context.signal.aborted) return { kind: 'superseded' }
    throw error
  } finally {
    watch.end()
  }
}

type PushContext = RoundsContext & { watch: Watch; session: Session }

async function push(row: DeliveryRow, call: ChannelCall, context: PushContext): Promise<Outcome> {
  const { db, channels, session, watch, rounds } = context
  const wire = channels.of(row.channel.kind as ChannelKind)
  const composed = await frozenBytes(row, call, context)
  if ('kind' in composed) return composed
  const assetIds = [row.assetId, ...row.members.map(each => each.assetId)]
  const [frozen, media] = await Promise.all([
    'facts' in composed ? rounds.keep(composed) : composed,
    rounds.findMedia({ assetIds, files: dialectOf(row.channel.kind).mediaOf(composed.body) }),
  ])
  if ('kind' in frozen) return frozen
  if (!media) return whenLost(row, context)
  const item: Push = {
    deliveryId: row.id,
    itemId: row.assetId,
    version: row.version,
    key: keyOf(row),
    ...frozen,
    media,
    // An earlier version, or an earlier attempt, may be there.
    mayBeThere: row.askFirst || row.version > 1,
    reinstate: row.reinstate,
    session,
    takesOut: row.recallOf !== null,
    stillWanted: () => isStillWanted(db, row.id),
    beforeSending: () => {
      // From here on it may have arrived: it is not broken off any more.
      watch.end()
      const { id, assetId, channelId, version } = row
      return rounds.mark({ id, assetId, channelId, version })
    },
  }
  return wire.publish(item, call).catch(error => outcomeOfStore(error, row, context))
}

/** The bytes as they were kept, or composed and not kept yet. */
async function frozenBytes(
  row: DeliveryRow,
  call: ChannelCall,
  context: RoundsContext,
): Promise<Frozen | Composed | Outcome> {
  if (row.body !== null && row.digest !== null) return { body: Buffer.from(row.body, 'utf8'), digest: row.digest }
  const takes = await context.channels.of(row.channel.kind as ChannelKind).capabilities(call)
  return 'kind' in takes ? takes : freeze({ row, takes }, context).catch(error => outcomeOfStore(error, row, context))
}

/** Read, its files given the place of their prepared copies, and composed. */
async function freeze(asked: ToFreeze, context: RoundsContext): Promise<Composed | Outcome> {
  const fitted = await context.rounds.fit(asked)
  if ('kind' in fitted) return fitted
  const fitting = withCopies(fitted.fitting, readCopies(asked.row.copies))
  if (!fitting) return preparedAgain(asked.row, context)
  return composeDelivery(asked, { facts: fitted.facts, fitting })
}

function withdraw(row: DeliveryRow, call: ChannelCall, { channels }: SendContext): Promise<Outcome> {
  // A withdrawal's bytes are frozen when it is asked for.
  if (row.body === null) throw new Error(`withdrawal ${row.id} has no body`)
  const withdrawal = {
    deliveryId: row.id,
    itemId: row.assetId,
    key: keyOf(row),
    body: Buffer.from(row.body, 'utf8'),
    mayBeThere: row.askFirst,
  }
  return channels.of(row.channel.kind as ChannelKind).withdraw(withdrawal, call)
}

const lostText = 'Tệp của phiên bản này không còn trong kho.'
/** A copy that is gone is made again, whatever names it; a file of the asset is gone for good. */
async function whenLost(row: DeliveryRow, context: SendContext): Promise<Outcome> {
  if (await areCopiesLost(context.db, context.store, row)) return preparedAgain(row, context)
  return { kind: 'dead', problem: 'media-lost', text: lostText, mayHaveArrived: row.askFirst }
}

async function preparedAgain({ id, askFirst }: DeliveryRow, { db }: SendContext): Promise<Outcome> {
  await transaction(db, tx => askCopiesAgain(tx, id))
  const put = { problem: 'copies-preparing', text: '', notBefore: null, mayHaveArrived: askFirst, fault: false }
  return { kind: 'retry', ...put }
}

/** What the store's failures mean: files are opened before anything takes effect. Others are defects, and thrown on. */
async function outcomeOfStore(error: unknown, row: DeliveryRow, context: SendContext): Promise<Outcome> {
  if (error instanceof ObjectNotFound) return whenLost(row, context)
  if (!(error instanceof StoreUnavailable)) throw error
  const text = 'Kho lưu trữ tạm thời không đọc được.'
  return {
    kind: 'retry',
    problem: 'store-unavailable',
    text,
    notBefore: null,
    mayHaveArrived: row.askFirst,
    fault: false,
  }
}

/** The same on every attempt: what makes a repeat harmless. */
function keyOf(row: DeliveryRow): string {
  return `${row.assetId}.${row.version}.${row.op}`
}
