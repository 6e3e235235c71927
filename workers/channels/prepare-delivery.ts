import type { JobPayload } from '#contracts/job'
import { CopyDelayed, copyMedia } from '#server/channels/copy-media'
import type { DeliveryCopy } from '#server/channels/delivery-copies'
import type { DeliveryFacts } from '#server/channels/delivery-facts'
import { factsOf, readFacts } from '#server/channels/load-facts'
import { MissingRendition } from '#server/channels/media-to-send'
import { keepPrepared, type Prepared, readUnprepared, type Unprepared } from '#server/channels/prepare-copies'
import { settleAttempt } from '#server/channels/settle-attempt'
import { retryAfter } from '#server/metadata/goes-as-stored'
import type { Clock } from '#server/platform/clock'
import type { Db } from '#server/platform/db'
import { gather } from '#server/platform/gather'
import type { Log } from '#server/platform/log'
import { ObjectNotFound, type ObjectStore } from '#server/storage/object-store'
import { ToolMissing } from '../renditions/missing-tools.ts'

type Context = {
  db: Db
  store: ObjectStore
  log: Log
  clock: Clock
  config: { publicUrl: string }
  lastAttempt: boolean
}

/**
 * The job `delivery.prepare`: makes the copies of a push's files and wakes it. Whatever it did before it was killed is found again by
 * its hash. What passes is tried again by the queue; what no try can mend ends the delivery. Throws ToolMissing where perl is not
 * installed: the delivery waits.
 */
export async function prepareDelivery({ deliveryId }: JobPayload<'delivery.prepare'>, context: Context): Promise<void> {
  const steps = stepsOf(context.db, context.config.publicUrl)
  const row = await steps.read(deliveryId)
  if (!row) return
  try {
    const facts = await steps.facts(row)
    await steps.keep({ ...row, copies: facts ? await copies(facts, context) : [], now: context.clock.now() })
  } catch (error) {
    const fatal = whyNever(error, context.lastAttempt)
    if (!fatal) throw error instanceof CopyDelayed && error.reason === 'no-tool' ? new ToolMissing('perl') : error
    context.log.warn({ event: 'delivery.cannot-be-prepared', delivery: deliveryId, problem: fatal.problem, error })
    const outcome = { kind: 'dead', ...fatal, mayHaveArrived: row.askFirst } as const
    const at = { now: context.clock.now(), random: () => 0 }
    await settleAttempt(context.db, { id: row.id, channelId: row.channelId, outcome }, at)
  }
}

const copies = (facts: DeliveryFacts, { lastAttempt, ...deps }: Context): Promise<DeliveryCopy[]> =>
  copyMedia(deps, facts, deps.clock.now(), { lastAttempt })

const lost = { problem: 'media-lost', text: 'Tệp của phiên bản này không còn trong kho.' }
const refused = {
  problem: 'copy-delayed',
  text: 'Chưa tạo được bản sao của tệp gốc không kèm thông tin riêng của máy ảnh.',
}

/** What ends the delivery, or null for what another try may mend. */
function whyNever(error: unknown, lastAttempt: boolean): { problem: string; text: string } | null {
  if (error instanceof ObjectNotFound) return lost
  if (!(error instanceof CopyDelayed) || error.reason === 'no-tool') return null
  return lastAttempt || retryAfter(error.reason) === null ? refused : null
}

type Steps = {
  read(id: string): Promise<Unprepared | null>
  facts(row: Unprepared): Promise<DeliveryFacts | null>
  keep(prepared: Prepared & { now: Date }): Promise<true>
}
const known = new WeakMap<Db, Steps>()
/** Copies take some ten milliseconds each: what ends within these is written down together. */
const lingerMs = 20

/** As in delivery-rounds.ts: what several need at the same moment they get together. */
function stepsOf(db: Db, hub: string): Steps {
  const there = known.get(db)
  if (there) return there
  const steps: Steps = {
    read: gather((ids: readonly string[]) => readUnprepared(db, ids)),
    facts: gather(async (rows: readonly Unprepared[]) => {
      const read = await readFacts(db, rows)
      return rows.map(row => factsOrNothing(() => factsOf(row, read, hub)))
    }),
    keep: gather(
      (all: readonly (Prepared & { now: Date })[]) =>
        keepPrepared(
          db,
          all.map(({ id, channelId, copies }) => ({ id, channelId, copies })),
          all.at(-1)!.now,
        ),
      { keyOf: ({ channelId }) => channelId, lingerMs },
    ),
  }
  known.set(db, steps)
  return steps
}

/** A file that is not made yet, or never will be: the sending says which. */
function factsOrNothing(read: () => DeliveryFacts): DeliveryFacts | null {
  try {
    return read()
  } catch (error) {
    if (error instanceof MissingRendition) return null
    throw error
  }
}
