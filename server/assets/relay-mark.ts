import type { Asset } from '#contracts/asset'
import type { Db, Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { clearanceSentence } from './clearance-sentence.ts'

/** The mark of an asset that stands here for another's work; null for an asset of the hub's own. */
export async function relayMark(db: Db | Tx, assetId: string): Promise<Asset['relay']> {
  const mark = await db.assetRelay.findUnique({ where: { assetId } })
  if (!mark) return null
  const { source, url, notice, withdrawnAt } = mark
  return { source, url, notice, withdrawnAt: withdrawnAt?.toISOString() ?? null }
}

/**
 * What another made leaves the hub only when somebody has found out what its rights are: throws `not-cleared` where a relayed asset
 * would be shared with partners or the public while they are unknown.
 */
export async function requireRelayRights(
  tx: Db | Tx,
  id: string,
  after: { visibility: string; rightsStatement: string | null },
): Promise<void> {
  if (after.rightsStatement || (after.visibility !== 'partners' && after.visibility !== 'public')) return
  if (await tx.assetRelay.findUnique({ where: { assetId: id }, select: { assetId: true } }))
    throw new ProblemError('not-cleared', {
      extension: { missing: [{ key: 'rights', detail: clearanceSentence('rights', false, 'vi') }] },
    })
}
