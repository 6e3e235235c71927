import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { findReadableAsset } from './find-readable-asset.ts'
import { requireAssetAct } from './require-asset-act.ts'
import { type HolderReaders, type Holders, visibleHolders } from './visible-holders.ts'

const nobody: Holders = { uses: [], otherUses: 0 }

/**
 * Puts an asset in the trash, or takes it out. Idempotent. Throws `in-use` while something holds on to it (a channel that it is live
 * on, a collection), with what the caller may see of that and the number of the rest: it must be taken out there first.
 */
export async function trashAsset(
  db: Db,
  caller: Caller,
  id: string,
  life: 'trashed' | 'active',
  readers: HolderReaders,
): Promise<void> {
  await transaction(db, tx => trashInTx(tx, caller, id, life, readers))
}

/** As `trashAsset`, in the caller's transaction. */
export async function trashInTx(
  tx: Tx,
  caller: Caller,
  id: string,
  life: 'trashed' | 'active',
  readers: HolderReaders,
): Promise<void> {
  await tx.$executeRaw`select from asset where id = ${id}::uuid for no key update`
  const row = await findReadableAsset(tx, caller.actor, id)
  requireAssetAct(caller.actor, 'asset.trash', row)
  if (row.life === life) return
  const holders = life === 'trashed' ? await visibleHolders(tx, caller.actor, id, readers) : nobody
  if (holders.uses.length + holders.otherUses > 0) throw new ProblemError('in-use', { extension: holders })
  const trashedAt = life === 'trashed' ? new Date() : null
  await tx.asset.update({
    where: { id },
    data: { life, trashedAt, revision: { increment: 1 }, updatedAt: new Date() },
  })
  const act = life === 'trashed' ? 'asset.trash' : 'asset.restore'
  await record(tx, caller, { act, subjectKind: 'asset', subjectId: id, unitId: row.unitId })
  await enqueue(tx, 'search.index', { assetId: id }, { key: `index:${id}` })
}
