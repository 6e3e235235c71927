import { tellOfFile } from '#server/assets/tell-of-file'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import type { Damage } from './examine-object.ts'
import { lockShownBy } from './shown-by.ts'

export type Alarm = { objectId: string; damage: Damage; assets: readonly { id: string; unitId: string }[] }
/** Told of each new damage inside its transaction. */
export type OnDamage = (tx: Tx, alarm: Alarm) => Promise<void>

const tellPeople: OnDamage = async (tx, { damage, assets }) => {
  for (const asset of assets) await tellOfFile(tx, { kind: 'file-damaged', facts: { damage }, asset })
}

/**
 * Says that an object's bytes are not what was acknowledged: the row, every asset that shows it, the audit, the record of findings, in
 * one transaction. Answers whether that is news. An asset whose file could not be processed is damaged too: its original is lost.
 */
export async function recordDamage(
  deps: { db: Db; log: Log },
  objectId: string,
  damage: Damage,
  onDamage: OnDamage = tellPeople,
): Promise<boolean> {
  return transaction(deps.db, async tx => {
    const news = await tx.$executeRaw`
      update stored_object set damaged_at = now(), damage = ${damage} where id = ${objectId}::uuid and damaged_at is null`
    if (news === 0) {
      await tx.$executeRaw`update stored_object set damage = ${damage} where id = ${objectId}::uuid`
      return false
    }
    await tx.fixityFinding.create({ data: { id: newId(), objectId, outcome: damage } })
    const assets = await lockShownBy(tx, objectId)
    await tx.asset.updateMany({
      where: { id: { in: assets.map(asset => asset.id) } },
      data: { file: 'damaged', updatedAt: new Date() },
    })
    for (const asset of assets) {
      const after = { damage, object: objectId }
      const { id: subjectId, unitId } = asset
      await record(tx, 'system', { act: 'fixity.damaged', subjectKind: 'asset', subjectId, unitId, after })
      await enqueue(tx, 'search.index', { assetId: asset.id }, { key: `index:${asset.id}` })
    }
    await onDamage(tx, { objectId, damage, assets })
    deps.log.error({ event: 'fixity.damaged', objectId, damage, assets: assets.map(asset => asset.id) })
    return true
  })
}
