import type { reconcileActs, reconcileKinds } from '#contracts/ledger'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'

export type Finding = {
  channelId: string
  itemId: string
  kind: (typeof reconcileKinds)[number]
  acted: (typeof reconcileActs)[number]
  /** Null for what a callback or a dropped file showed. */
  runId: string | null
}

/** Writes down where the hub and a receiver differ, and what was done about it. */
export async function noteFinding(tx: Tx, finding: Finding): Promise<void> {
  await tx.reconcileFinding.create({ data: { id: newId(), ...finding } })
}
