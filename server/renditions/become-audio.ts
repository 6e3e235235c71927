import type { JobPayload } from '#contracts/job'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

/**
 * Makes an asset that came as a video an audio, because nothing moves in its file: recorders write sound into the same container as
 * films, and the first bytes do not tell. Asks for what a sound needs. Answers false, having changed nothing, where the asset has had
 * another file before (its kind is what people know it by) or is none any more that waits for this version.
 */
export async function becomeAudio(db: Db, { assetId, versionId }: JobPayload<'rendition.video'>): Promise<boolean> {
  return transaction(db, async tx => {
    const [asset] = await tx.$queryRaw<{ unitId: string }[]>`
      update asset a set kind = 'audio', progress = 0, updated_at = now()
      where a.id = ${assetId}::uuid and a.kind = 'video' and a.file = 'processing'
        and (select array_agg(v.id) from asset_version v where v.asset_id = a.id) = array[${versionId}::uuid]
      returning a.unit_id as "unitId"`
    if (!asset) return false
    await record(tx, 'system', {
      act: 'asset.kind',
      subjectKind: 'asset',
      subjectId: assetId,
      unitId: asset.unitId,
      before: { kind: 'video' },
      after: { kind: 'audio' },
    })
    await enqueue(tx, 'rendition.audio', { assetId, versionId }, { key: `rendition:${versionId}` })
    await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
    await signal(tx, 'a', assetId)
    return true
  })
}
