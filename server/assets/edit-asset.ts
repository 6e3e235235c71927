import type { AssetEdit } from '#contracts/asset'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { checkTerms } from '#server/vocabulary/check-terms'
import { bindClips, requireSourceTerms } from './bind-clips.ts'
import { factsOf, findReadableAsset } from './find-readable-asset.ts'
import { requireRelayRights } from './relay-mark.ts'
import { requireAssetAct } from './require-asset-act.ts'
import { saidColumns } from './said-columns.ts'

/**
 * Changes what is said of an asset, if nobody changed it since `revision`. Throws `edited-meanwhile` (412) otherwise,
 * `not-allowed` to somebody who may read but not edit, and to hub staff who would make a draft of what is not their own: they could
 * not see it any more, nor take it back.
 */
export async function editAsset(db: Db, caller: Caller, id: string, revision: number, edit: AssetEdit): Promise<void> {
  await transaction(db, async tx => {
    // The row lock makes two editors at one moment come one after the other: the second sees the first's revision.
    await tx.$executeRaw`select from asset where id = ${id}::uuid for no key update`
    const before = await findReadableAsset(tx, caller.actor, id)
    requireAssetAct(caller.actor, 'asset.edit', before)
    if (before.revision !== revision) throw new ProblemError('edited-meanwhile')
    const after = { ...before, visibility: edit.visibility ?? before.visibility }
    if (!can(caller.actor, { act: 'asset.read', asset: factsOf(after) })) throw new ProblemError('not-allowed')
    await checkTerms(tx, { ...edit, rights: edit.rights?.statement })
    const columns = saidColumns(edit)
    const changed = Object.keys(columns) as (keyof typeof before)[]
    if (changed.length === 0) return
    await requireRelayRights(tx, id, { ...before, ...(columns as Partial<typeof before>) })
    await requireSourceTerms(tx, id, { ...before, ...(columns as Partial<typeof before>) })
    await tx.asset.update({ where: { id }, data: { ...columns, revision: { increment: 1 }, updatedAt: new Date() } })
    await bindClips(tx, id)
    const shown = (row: object) => Object.fromEntries(changed.map(key => [key, Reflect.get(row, key)]))
    await record(tx, caller, {
      act: 'asset.edit',
      subjectKind: 'asset',
      subjectId: id,
      unitId: before.unitId,
      before: JSON.parse(JSON.stringify(shown(before))),
      after: JSON.parse(JSON.stringify(shown(columns))),
    })
    await signal(tx, 'a', id)
    await enqueue(tx, 'search.index', { assetId: id }, { key: `index:${id}` })
  })
}
