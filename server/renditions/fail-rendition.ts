import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { notify } from '#server/notifications/notify'
import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { lockShowing, type ShownObject } from './assets-of-object.ts'
import { type FailureKey, failureSentences } from './failure.ts'

/**
 * Ends the processing of an object that cannot be made usable: its asset, if it still waits, gets the reason as a sentence.
 * The original stays, and a later run that succeeds makes them ready again.
 */
export async function failRendition(db: Db, shown: ShownObject, failure: FailureKey): Promise<void> {
  await transaction(db, async tx => {
    const assets = (await lockShowing(tx, shown)).filter(asset => asset.file === 'processing')
    await tx.asset.updateMany({
      where: { id: { in: assets.map(asset => asset.id) } },
      data: { file: 'failed', doing: null, failure, failureDetail: failureSentences[failure], updatedAt: new Date() },
    })
    for (const asset of assets) {
      await record(tx, 'system', {
        act: 'rendition.failed',
        subjectKind: 'asset',
        subjectId: asset.id,
        unitId: asset.unitId,
        after: { failure },
      })
      await signal(tx, 'a', asset.id)
      await notify(tx, {
        kind: 'upload-failed',
        subject: { kind: 'asset', id: asset.id },
        facts: { reason: failureSentences[failure] },
        to: { people: [asset.uploadedBy] },
      })
      await enqueue(tx, 'search.index', { assetId: asset.id }, { key: `index:${asset.id}` })
    }
  })
}
