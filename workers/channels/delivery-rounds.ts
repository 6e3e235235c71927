import { beginAttempts, type DeliveryRow } from '#server/channels/begin-attempt'
import { findMediaOf, type NamedMedia } from '#server/channels/find-media'
import { type Composed, fitDeliveries, keepDeliveries, type ToFreeze } from '#server/channels/freeze-delivery'
import { type AboutToSend, markSending } from '#server/channels/mark-sending'
import { type Ended, type SettleAt, type Settled, settleAttempts } from '#server/channels/settle-attempt'
import type { Db } from '#server/platform/db'
import { gather } from '#server/platform/gather'
import type { ObjectStore } from '#server/storage/object-store'

/** An attempt ends some hundred milliseconds after it began: what ends within these is one commit, and begins its next together. */
const lingerMs = 6

/**
 * The steps of a delivery's attempt, each done for all that are at it at the same moment in one transaction or statement. What a step
 * promises is durable when it resolves, as if it had been done alone.
 */
function roundsOn(db: Db, store: ObjectStore, hub: string) {
  return {
    begin: gather((asked: readonly { id: string; now: Date }[]) =>
      beginAttempts(
        db,
        asked.map(each => each.id),
        asked.at(-1)!.now,
      ),
    ),
    fit: gather((asked: readonly ToFreeze[]) => fitDeliveries(db, asked, hub)),
    keep: gather((asked: readonly Composed[]) => keepDeliveries(db, asked)),
    findMedia: gather((asked: readonly NamedMedia[]) => findMediaOf(db, store, asked)),
    mark: gather((asked: readonly AboutToSend[]) => markSending(db, asked), { lingerMs: lingerMs / 2 }),
    settle: gather(
      (asked: readonly { ended: Ended; at: SettleAt }[]) =>
        settleAttempts(
          db,
          asked.map(each => each.ended),
          asked.at(-1)!.at,
        ),
      { keyOf: ({ ended }) => ended.channelId, lingerMs },
    ),
  }
}

export type DeliveryRounds = {
  begin(asked: { id: string; now: Date }): Promise<DeliveryRow | null>
  settle(asked: { ended: Ended; at: SettleAt }): Promise<Settled>
} & Pick<ReturnType<typeof roundsOn>, 'fit' | 'keep' | 'findMedia' | 'mark'>

const known = new WeakMap<Db, { store: ObjectStore; rounds: DeliveryRounds }>()

/** The rounds of a process's database: whoever sends over it meets the others here. */
export function deliveryRounds(db: Db, store: ObjectStore, hub: string): DeliveryRounds {
  const there = known.get(db)
  if (there?.store === store) return there.rounds
  const rounds: DeliveryRounds = roundsOn(db, store, hub)
  known.set(db, { store, rounds })
  return rounds
}
