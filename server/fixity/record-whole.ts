import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { enqueueRendition } from './enqueue-rendition.ts'
import { lockShownBy } from './shown-by.ts'

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
      data: { file: 'processing', progress: 0, failure: null, failureDetail: null, updatedAt: new Date() },
    })
    await enqueueRendition(tx, asset)
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
