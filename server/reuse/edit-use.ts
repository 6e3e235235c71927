import type { UseEdit } from '#contracts/reuse'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { factsOf, findReadableAsset } from '#server/assets/find-readable-asset'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'

/**
 * Adds to a use where it appeared: by whoever took it, or who may edit the asset. Throws `not-found` for a use of another asset or of
 * somebody else.
 */
export async function editUse(db: Db, caller: Caller, assetId: string, useId: string, edit: UseEdit): Promise<void> {
  await transaction(db, async tx => {
    const { actor } = caller
    const asset = await findReadableAsset(tx, actor, assetId)
    requirePerson(actor)
    const before = await tx.assetReuse.findFirst({ where: { id: useId, assetId } })
    const keeps = can(actor, { act: 'asset.edit', asset: factsOf(asset) })
    if (!before || !(keeps || before.personId === actor.id)) throw new ProblemError('not-found')
    const said = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
    await tx.assetReuse.update({ where: { id: useId }, data: { ...said, updatedAt: new Date() } })
    await record(tx, caller, {
      act: 'asset.reuse-edit',
      subjectKind: 'asset',
      subjectId: assetId,
      unitId: asset.unitId,
      after: { use: useId, ...said },
    })
  })
}
