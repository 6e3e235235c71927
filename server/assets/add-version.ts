import type { AssetKind } from '#contracts/values'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import type { Db, Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { requireQuota } from './check-quota.ts'
import { enqueueProcessing } from './enqueue-processing.ts'
import { type AssetRow, findReadableAsset } from './find-readable-asset.ts'
import { noteEmbedded } from './note-embedded.ts'
import { requireAssetAct } from './require-asset-act.ts'

export type VersionDraft = {
  content: { objectId: string; fileName: string; size: number } | { html: string }
  act: 'version.replace' | 'version.restore'
  after: Record<string, unknown>
  /** Whether a scanner is connected: then the file waits for it. */
  scan: boolean
}

/**
 * The asset, if the actor may give it a new version and nobody changed it since `revision`. Throws `not-found`, `not-allowed`,
 * `edited-meanwhile`, and `conflict` for what is in the trash.
 */
export async function findReplaceable(db: Db | Tx, caller: Caller, id: string, revision: number): Promise<AssetRow> {
  const asset = await findReadableAsset(db, caller.actor, id)
  requireAssetAct(caller.actor, 'asset.edit', asset)
  if (asset.revision !== revision) throw new ProblemError('edited-meanwhile')
  if (asset.life !== 'active') throw new ProblemError('conflict')
  return asset
}

/**
 * Gives an asset its next version, in the caller's transaction, which holds the lock on the object's row, if any, and then takes the
 * one on the asset's: always in this order, as purging does. The revision rises, so a delivery that was approved before and has not
 * left asks for another approval; what stands at a receiver stays there as it was approved.
 */
export async function addVersion(tx: Tx, caller: Caller, before: AssetRow, draft: VersionDraft): Promise<void> {
  requirePerson(caller.actor)
  const { id: assetId, unitId } = before
  const [versionId, number] = [newId(), before.version.number + 1]
  const { content } = draft
  const file = 'objectId' in content ? { objectId: content.objectId, fileName: content.fileName } : content
  const scan = draft.scan && 'objectId' in content ? 'waiting' : null
  await tx.assetVersion.create({ data: { id: versionId, assetId, number, createdBy: caller.actor.id, scan, ...file } })
  if ('html' in content) await noteEmbedded(tx, caller.actor, assetId, content.html)
  if ('objectId' in content) await requireQuota(tx, unitId, content.size)
  const state = 'objectId' in content ? 'processing' : 'ready'
  await tx.asset.update({
    where: { id: assetId },
    data: {
      ...{ file: state, progress: 0, doing: null, failure: null, failureDetail: null, updatedAt: new Date() },
      revision: { increment: 1 },
    },
  })
  await record(tx, caller, {
    act: draft.act,
    subjectKind: 'asset',
    subjectId: assetId,
    unitId,
    before: { version: before.version.number },
    after: { version: number, ...draft.after },
  })
  if ('objectId' in content) await enqueueProcessing(tx, before.kind as AssetKind, { assetId, versionId }, draft.scan)
  await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
}
