import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { enqueueRendition } from './enqueue-rendition.ts'
import { lockShownBy, type ShownBy } from './shown-by.ts'

/**
 * Says that an object's bytes were proved now. One that was damaged heals: its assets are processed anew, which finds what was made of
 * them before and makes the rest. Answers whether it healed. A row whose key changed meanwhile is left alone: other bytes were proved.
 */
export async function recordWhole(deps: { db: Db; log: Log }, object: { id: string; key: string }): Promise<boolean> {
  const { id } = object
  return transaction(deps.db, async tx => {
    const [row] = await tx.$queryRaw<{ damaged: boolean }[]>`
      select damaged_at is not null as damaged from stored_object where id = ${id}::uuid and key = ${object.key} for no key update`
    if (!row) return false
    await tx.$executeRaw`
      update stored_object set verified_at = now(), damaged_at = null, damage = null where id = ${id}::uuid`
    if (row.damaged) await heal(tx, deps.log, id)
    return row.damaged
  })
}

async function heal(tx: Tx, log: Log, objectId: string): Promise<void> {
  await tx.fixityFinding.create({ data: { id: newId(), objectId, outcome: 'healed' } })
  const assets = (await lockShownBy(tx, objectId)).filter(asset => asset.file === 'damaged')
  for (const asset of assets) {
    await tx.asset.update({
      where: { id: asset.id },
      data: { ...healed(asset.scan), updatedAt: new Date() },
    })
    await processAgain(tx, asset)
    await record(tx, 'system', {
      act: 'fixity.healed',
      subjectKind: 'asset',
      subjectId: asset.id,
      unitId: asset.unitId,
      after: { object: objectId },
    })
  }
  log.info({ event: 'fixity.healed', objectId, assets: assets.map(asset => asset.id) })
}

/** Whole bytes in which malware was found stay what they were: in quarantine. */
function healed(scan: string | null) {
  if (scan === 'infected') return { file: 'failed', failure: 'infected', failureDetail: null }
  return { file: 'processing', progress: 0, failure: null, failureDetail: null }
}

/** What the scanner has yet to see goes there first, as when it came in. */
async function processAgain(tx: Tx, asset: ShownBy): Promise<void> {
  if (asset.scan === 'infected') return
  if (asset.scan !== 'waiting') return enqueueRendition(tx, asset)
  const { id: assetId, versionId } = asset
  await enqueue(tx, 'scan.file', { assetId, versionId }, { key: `scan:${versionId}` })
}
