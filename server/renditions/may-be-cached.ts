import { anonymous } from '#server/access/actor'
import { can } from '#server/access/can'
import type { AssetFacts } from '#server/access/read-scope'

/** Shared caches may keep only what anybody may read, and not past the moment when that ends. */
export function mayBeCached(asset: AssetFacts): boolean {
  const inAMinute = new Date(asset.now.getTime() + 60_000)
  return [asset, { ...asset, now: inAMinute }].every(facts => can(anonymous, { act: 'asset.read', asset: facts }))
}
