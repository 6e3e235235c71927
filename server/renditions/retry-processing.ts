import type { AssetKind } from '#contracts/values'
import type { Caller } from '#server/access/caller'
import { enqueueProcessing } from '#server/assets/enqueue-processing'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { stopFileJobs } from '#server/queue/stop-jobs'

type Row = {
  file: string
  failure: string | null
  kind: string
  unitId: string
  versionId: string
  scan: string | null
  kept: boolean
}

/**
 * Asks anew for what is made of an asset's file that failed or was stopped, in the caller's transaction; a file that no scanner has
 * passed yet goes to the scanner first. Throws `conflict` where nothing failed or no file is kept, `quarantined` for malware.
 */
export async function retryProcessing(tx: Tx, caller: Caller, assetId: string): Promise<void> {
  const [asset] = await tx.$queryRaw<Row[]>`
    select a.file, a.failure, a.kind, a.unit_id as "unitId", v.id as "versionId", v.scan, v.object_id is not null as kept
    from asset a join asset_version v on v.asset_id = a.id
    where a.id = ${assetId}::uuid and a.life = 'active'
      and not exists (select from asset_version n where n.asset_id = a.id and n.number > v.number)
    for no key update of a`
  if (asset?.file !== 'failed' || !asset.kept) throw new ProblemError('conflict')
  if (asset.scan === 'infected') throw new ProblemError('quarantined')
  const { versionId, unitId } = asset
  // A dead letter of the try before.
  await stopFileJobs(tx, versionId)
  await tx.asset.update({
    where: { id: assetId },
    data: {
      ...{ file: 'processing', progress: 0, doing: null, failure: null, failureDetail: null },
      updatedAt: new Date(),
    },
  })
  await enqueueProcessing(tx, asset.kind as AssetKind, { assetId, versionId }, asset.scan === 'waiting')
  const subject = { subjectKind: 'asset', subjectId: assetId, unitId }
  await record(tx, caller, { act: 'rendition.retry', ...subject, before: { failure: asset.failure } })
  await signal(tx, 'a', assetId)
  await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
}
