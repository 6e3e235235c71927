import type { Caller } from '#server/access/caller'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { addVersion } from './add-version.ts'
import { type AssetRow, findReadableAsset } from './find-readable-asset.ts'
import { requireAssetAct } from './require-asset-act.ts'
import { trashInTx } from './trash-asset.ts'
import type { HolderReaders } from './visible-holders.ts'

type Adoption = { id: string; from: string }

/**
 * Makes the file of one asset the next version of another, and puts the one that it came from in the trash, where it can be taken
 * out again: for a picture that was uploaded as an item of its own and belongs to one that is there. No bytes are copied. Throws
 * `not-found`, `not-allowed` (both must be the caller's to change), `not-ready`, `kind-differs`, `conflict` for the same
 * file, `in-use` where something holds on to the asset that it comes from.
 */
export async function adoptVersion(
  db: Db,
  caller: Caller,
  { id, from }: Adoption,
  deps: { scan: boolean; holders: HolderReaders },
): Promise<void> {
  await transaction(db, async tx => {
    const [before, source] = await changeable(tx, caller, { id, from })
    const { objectId, fileName } = source.version
    if (id === from || !objectId || objectId === before.version.objectId) throw new ProblemError('conflict')
    if (source.kind !== before.kind) throw new ProblemError('kind-differs')
    if (source.file !== 'ready') throw new ProblemError('not-ready')
    // The object before the assets: the order in which everything locks them.
    const object = await lockObject(tx, objectId)
    await tx.$executeRaw`select from asset where id in (${id}::uuid, ${from}::uuid) order by id for no key update`
    // As it is now, under the lock.
    const now = await findReadableAsset(tx, caller.actor, id)
    const content = { objectId, fileName: fileName ?? source.title, size: Number(object.size) }
    await addVersion(tx, caller, now, { content, act: 'version.replace', after: { from }, scan: deps.scan })
    // Refused where something holds on to it: then the version is not added either.
    await trashInTx(tx, caller, from, 'trashed', deps.holders)
  })
}

async function changeable(tx: Tx, caller: Caller, { id, from }: Adoption): Promise<[AssetRow, AssetRow]> {
  const before = await findReadableAsset(tx, caller.actor, id)
  requireAssetAct(caller.actor, 'asset.edit', before)
  const source = await findReadableAsset(tx, caller.actor, from)
  requireAssetAct(caller.actor, 'asset.trash', source)
  if (before.life !== 'active' || source.life !== 'active') throw new ProblemError('conflict')
  return [before, source]
}

async function lockObject(tx: Tx, objectId: string): Promise<{ size: bigint }> {
  const [object] = await tx.$queryRaw<{ size: bigint }[]>`
    select size from stored_object where id = ${objectId}::uuid for key share`
  if (!object) throw new ProblemError('conflict')
  return object
}
