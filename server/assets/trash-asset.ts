import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { findReadableAsset } from './find-readable-asset.ts'
import { requireAssetAct } from './require-asset-act.ts'

/**
 * Puts an asset in the trash, or takes it out. Idempotent. Throws `in-use` while something holds on to it (a delivery that is
 * live): it must be recalled first.
 */
export async function trashAsset(db: Db, caller: Caller, id: string, life: 'trashed' | 'active'): Promise<void> {
  await transaction(db, async tx => {
    await tx.$executeRaw`select from asset where id = ${id}::uuid for no key update`
    const row = await findReadableAsset(tx, caller.actor, id)
    requireAssetAct(caller.actor, 'asset.trash', row)
    if (row.life === life) return
    const uses = life === 'trashed' ? await tx.assetUse.count({ where: { assetId: id } }) : 0
    if (uses > 0) throw new ProblemError('in-use')
    const trashedAt = life === 'trashed' ? new Date() : null
    await tx.asset.update({
      where: { id },
      data: { life, trashedAt, revision: { increment: 1 }, updatedAt: new Date() },
    })
    const act = life === 'trashed' ? 'asset.trash' : 'asset.restore'
    await record(tx, caller, { act, subjectKind: 'asset', subjectId: id, unitId: row.unitId })
    await enqueue(tx, 'search.index', { assetId: id }, { key: `index:${id}` })
  })
}
