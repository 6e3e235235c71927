import type { Caller } from '#server/access/caller'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { addVersion, findReplaceable } from './add-version.ts'

export type WhichVersion = { id: string; number: number; revision: number }

/**
 * Makes an older version the newest again: a new version with the old content; no bytes are copied. Throws `not-found` for a number
 * that the asset never had, `conflict` for the newest and for what was purged, `quarantined`.
 */
export async function restoreVersion(db: Db, caller: Caller, which: WhichVersion, scan: boolean): Promise<void> {
  await transaction(db, async tx => {
    const object = await lockObject(tx, which)
    await tx.$executeRaw`select from asset where id = ${which.id}::uuid for no key update`
    const before = await findReplaceable(tx, caller, which.id, which.revision)
    const old = await tx.assetVersion.findFirst({ where: { assetId: which.id, number: which.number } })
    if (!old) throw new ProblemError('not-found')
    if (old.scan === 'infected') throw new ProblemError('quarantined')
    if (old.number === before.version.number) throw new ProblemError('conflict')
    const content =
      object && old.objectId === object.id
        ? { objectId: object.id, fileName: old.fileName ?? before.title, size: Number(object.size) }
        : old.html !== null
          ? { html: old.html }
          : null
    if (!content) throw new ProblemError('conflict')
    await addVersion(tx, caller, before, { content, act: 'version.restore', after: { restored: old.number }, scan })
  })
}

/** The object before the asset: the order in which everything locks the two. */
async function lockObject(tx: Tx, { id, number }: WhichVersion): Promise<{ id: string; size: bigint } | undefined> {
  const [object] = await tx.$queryRaw<{ id: string; size: bigint }[]>`
    select o.id, o.size from stored_object o
    where o.id = (select object_id from asset_version where asset_id = ${id}::uuid and number = ${number})
    for key share`
  return object
}
