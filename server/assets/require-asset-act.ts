import type { Actor } from '#server/access/actor'
import { can, type Wish } from '#server/access/can'
import { ProblemError } from '#server/platform/problem-error'
import { factsOf } from './find-readable-asset.ts'

type Act = Exclude<Extract<Wish, { asset: unknown }>['act'], 'asset.read'>

/**
 * For an asset that the actor may read: throws `sign-in-required` to nobody known, `not-allowed` where the role does not reach,
 * `recalled` where it was taken back, and `rights-ended` where only its dates stand in the way.
 */
export function requireAssetAct(actor: Actor, act: Act, row: Parameters<typeof factsOf>[0]): void {
  const asset = factsOf(row)
  if (can(actor, { act, asset })) return
  const undated = { ...asset, embargoUntil: null, rightsFrom: null, rightsUntil: null, consentWithdrawnAt: null }
  const free = { ...asset, recalledAt: null }
  if (asset.recalledAt && [free, { ...undated, recalledAt: null }].some(each => can(actor, { act, asset: each })))
    throw new ProblemError('recalled')
  if (can(actor, { act, asset: undated })) throw new ProblemError('rights-ended')
  throw new ProblemError(actor.kind === 'anonymous' ? 'sign-in-required' : 'not-allowed')
}
