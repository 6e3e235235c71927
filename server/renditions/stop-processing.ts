import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import type { Tx } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { stopFileJobs } from '#server/queue/stop-jobs'
import { failureSentences } from './failure.ts'

/**
 * Ends the work on an asset's file, in the caller's transaction: the asset is `failed` with the reason `cancelled` from the commit on,
 * a decoder at work dies within seconds with its group, in whichever process it runs. The original stays. Whether the caller may is the
 * caller's question. Throws `conflict` where nothing is worked on.
 */
export async function stopProcessing(tx: Tx, caller: Caller, assetId: string): Promise<void> {
  const [asset] = await tx.$queryRaw<{ file: string; unitId: string; versionId: string }[]>`
    select a.file, a.unit_id as "unitId", v.id as "versionId" from asset a
    join asset_version v on v.asset_id = a.id
    where a.id = ${assetId}::uuid and not exists (select from asset_version n where n.asset_id = a.id and n.number > v.number)
    for no key update of a`
  if (asset?.file !== 'processing') throw new ProblemError('conflict')
  await tx.asset.update({
    where: { id: assetId },
    data: {
      ...{ file: 'failed', failure: 'cancelled', failureDetail: failureSentences.cancelled },
      ...{ doing: null, updatedAt: new Date() },
    },
  })
  await stopFileJobs(tx, asset.versionId)
  const subject = { subjectKind: 'asset', subjectId: assetId, unitId: asset.unitId }
  await record(tx, caller, { act: 'rendition.cancel', ...subject })
  await signal(tx, 'a', assetId)
  await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
}
