import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { ProblemError } from '#server/platform/problem-error'
import { factsOf } from './find-readable-asset.ts'

type Act = 'asset.edit' | 'asset.nominate' | 'asset.trash'

/** For an asset that the actor may read: throws `sign-in-required` to nobody known, `not-allowed` where the role does not reach. */
export function requireAssetAct(actor: Actor, act: Act, row: Parameters<typeof factsOf>[0]): void {
  if (can(actor, { act, asset: factsOf(row) })) return
  throw new ProblemError(actor.kind === 'anonymous' ? 'sign-in-required' : 'not-allowed')
}
