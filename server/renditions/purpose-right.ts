import { type PurposeRefusal, purposeRefusal, refusalSentences } from '#contracts/rights-purpose'
import type { Actor } from '#server/access/actor'
import { can } from '#server/access/can'
import { type AssetRow, factsOf } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { rightsFacts } from '#server/assets/rights-view'
import { ProblemError } from '#server/platform/problem-error'

/** Why the caller may not take the asset for this purpose; null where they may. Its keepers may always fetch their own file. */
export function refusalFor(actor: Actor, asset: AssetRow, right: 'web' | 'social' | 'print'): PurposeRefusal | null {
  if (can(actor, { act: 'asset.edit', asset: factsOf(asset) })) return null
  return purposeRefusal(rightsFacts(asset), right, asset.now)
}

/**
 * Throws where the caller may not take the asset home for this purpose: as `asset.download` does, and `purpose-not-allowed` or
 * `rights-ended` with the sentence that says why.
 */
export function requirePurpose(
  actor: Actor,
  asset: AssetRow,
  right: 'web' | 'social' | 'print',
  language: 'vi' | 'en',
): void {
  requireAssetAct(actor, 'asset.download', asset)
  const refusal = refusalFor(actor, asset, right)
  if (!refusal) return
  const dated = refusal === 'ended' || refusal === 'withdrawn' || refusal === 'not-yet' || refusal === 'embargo'
  throw new ProblemError(dated ? 'rights-ended' : 'purpose-not-allowed', {
    detail: refusalSentences[refusal][language],
    extension: { refusal },
  })
}
