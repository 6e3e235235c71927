import type { Lane } from '#contracts/job'
import type { AssetKind } from '#contracts/values'
import { enqueueRenditions } from '#server/assets/enqueue-processing'
import { tellOfFile } from '#server/assets/tell-of-file'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'
import { failureSentences } from './failure.ts'

/** The scanner found nothing: the version's bytes may leave, and its renditions are asked for. Idempotent. */
export async function recordClean(db: Db, versionId: string, lane?: Lane): Promise<void> {
  await transaction(db, async tx => {
    const { count } = await tx.assetVersion.updateMany({
      where: { id: versionId, scan: 'waiting' },
      data: { scan: 'clean', scannedAt: new Date() },
    })
    if (count === 0) return
    const { assetId, asset } = await tx.assetVersion.findUniqueOrThrow({
      where: { id: versionId },
      select: { assetId: true, asset: { select: { kind: true } } },
    })
    await enqueueRenditions(tx, asset.kind as AssetKind, { assetId, versionId }, lane)
  })
}

type Row = { assetId: string; unitId: string; number: number; newest: boolean }

/**
 * The scanner found malware: every version that holds the object goes into quarantine, whosever it is, also where an older list of
 * signatures let it pass. An asset that shows one says so to its people. `found` is the signature's name.
 */
export async function recordInfected(db: Db, objectId: string, found: string): Promise<void> {
  await transaction(db, async tx => {
    await tx.$executeRaw`select from stored_object where id = ${objectId}::uuid for key share`
    const rows = await tx.$queryRaw<Row[]>`
      select a.id as "assetId", a.unit_id as "unitId", v.number,
        not exists (select from asset_version n where n.asset_id = a.id and n.number > v.number) as newest
      from asset_version v
      join asset a on a.id = v.asset_id
      where v.object_id = ${objectId}::uuid and v.scan is distinct from 'infected'
      order by a.id
      for no key update of a`
    await tx.assetVersion.updateMany({
      where: { objectId },
      data: { scan: 'infected', scanFound: found, scannedAt: new Date() },
    })
    for (const { assetId, unitId, number, newest } of rows) {
      if (newest) {
        const failed = { file: 'failed', failure: 'infected', failureDetail: failureSentences.infected }
        await tx.asset.update({ where: { id: assetId }, data: { ...failed, updatedAt: new Date() } })
        await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
      }
      await tellOfFile(tx, { kind: 'file-infected', facts: { found }, asset: { id: assetId, unitId } })
      const after = { version: number, found }
      await record(tx, 'system', { act: 'scan.infected', subjectKind: 'asset', subjectId: assetId, unitId, after })
    }
  })
}
