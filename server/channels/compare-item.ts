import type { reconcileKinds } from '#contracts/ledger'
import type { HeldPage } from './channel.ts'

export type There = HeldPage['items'][number]
/** What the hub thinks stands at a receiver. `busy`: something is on its way, which will settle it. */
export type Here = { busy: boolean; withdrawn: boolean; version: number; digest: string | null; state: string }
export type Difference = (typeof reconcileKinds)[number] | null

/** How an item differs between the hub and a receiver; null where it does not, or where it is being worked on. Pure. */
export function compareItem(here: Here | null, there: There | null): Difference {
  const shown = there !== null && there.state !== 'withdrawn' && there.state !== 'rejected'
  if (!here) return shown ? 'unknown' : null
  if (here.busy) return null
  if (here.withdrawn) return shown ? 'still-live' : null
  if (!there) return 'missing'
  if (there.state === 'withdrawn') return 'withdrawn-there'
  if (there.version < here.version) return 'older'
  if (there.version > here.version || there.digest !== here.digest) return 'edited'
  return there.state === here.state ? null : 'state'
}
