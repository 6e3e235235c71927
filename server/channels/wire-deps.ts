import type { Clock } from '#server/platform/clock'
import type { Outbound } from '#server/platform/outbound-fetch'
import type { SigningKeys } from '#server/platform/signing-keys'

/** Milliseconds: an item call, a question, and what a file gets beside the time that its size needs. */
export type WireTimeouts = { item: number; ask: number; media: number }
export type WireDeps = {
  outbound: Outbound
  keys: SigningKeys
  /** The hub's public address: who signs. */
  publicUrl: string
  /** Real time: signatures are made by it, also where a test turns another clock. */
  clock: Clock
  timeouts: WireTimeouts
}

/** What a receiver gets where the hub's configuration does not say otherwise. */
export const usualTimeouts: WireTimeouts = { item: 30_000, ask: 15_000, media: 60_000 }
