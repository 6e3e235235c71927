import type { AssetEdit } from '#contracts/asset'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { checkTerms } from '#server/vocabulary/check-terms'
import { bindClips, requireSourceTerms } from './bind-clips.ts'
import { type AssetRow, factsOf, findReadableAsset } from './find-readable-asset.ts'
import { requireRelayRights } from './relay-mark.ts'
import { requireAssetAct } from './require-asset-act.ts'
import { saidColumns } from './said-columns.ts'

/**
 * Changes what is said of an asset, if nobody changed it since `revision`. Throws `edited-meanwhile` (412) otherwise,
 * `not-allowed` to somebody who may read but not edit, and to hub staff who would make a draft of what is not their own: they could
 * not see it any more, nor take it back.
 */
export async function editAsset(db: Db, caller: Caller, id: string, revision: number, edit: AssetEdit): Promise<void> {
  await transaction(db, tx => editAssetIn(tx, caller, id, { revision, edit: () => edit }))
}

/** What to change, seen from how the asset stands under its lock; null leaves it alone. `bulkEdit` goes into the audit. */
type EditWish = { revision?: number; edit: (before: AssetRow) => AssetEdit | null; bulkEdit?: string }

/** `editAsset` in the caller's transaction; without `revision` whatever others changed. Throws what `editAsset` throws. */
export async function editAssetIn(tx: Tx, caller: Caller, id: string, wish: EditWish): Promise<void> {
  // The row lock makes two editors at one moment come one after the other: the second sees the first's revision.
  await tx.$executeRaw`select from asset where id = ${id}::uuid for no key update`
  const before = await findReadableAsset(tx, caller.actor, id)
  requireAssetAct(caller.actor, 'asset.edit', before)
  if (wish.revision !== undefined && before.revision !== wish.revision) throw new ProblemError('edited-meanwhile')
  const edit = wish.edit(before)
  if (edit === null) return
  const columns = await checkEdit(tx, caller.actor, before, edit)
  const changed = Object.keys(columns) as (keyof typeof before)[]
  if (changed.length === 0) return
  await tx.asset.update({ where: { id }, data: { ...columns, revision: { increment: 1 }, updatedAt: new Date() } })
  await bindClips(tx, id)
  const shown = (row: object) => Object.fromEntries(changed.map(key => [key, Reflect.get(row, key)]))
  const said = (row: object) => JSON.parse(JSON.stringify({ ...shown(row), bulkEdit: wish.bulkEdit }))
  await record(tx, caller, {
    act: 'asset.edit',
    subjectKind: 'asset',
    subjectId: id,
    unitId: before.unitId,
    before: said(before),
    after: said(columns),
  })
  await signal(tx, 'a', id)
  await enqueue(tx, 'search.index', { assetId: id }, { key: `index:${id}` })
}

/** The columns that an edit would write, if it may be made of the asset as it stands; writes nothing. Throws what `editAsset` throws. */
export async function checkEdit(db: Db | Tx, actor: Actor, before: AssetRow, edit: AssetEdit) {
  requireAssetAct(actor, 'asset.edit', before)
  const after = { ...before, visibility: edit.visibility ?? before.visibility }
  if (!can(actor, { act: 'asset.read', asset: factsOf(after) })) throw new ProblemError('not-allowed')
  await checkTerms(db, { ...edit, rights: edit.rights?.statement })
  const columns = saidColumns(edit)
  if (Object.keys(columns).length === 0) return columns
  await requireRelayRights(db, before.id, { ...before, ...(columns as Partial<AssetRow>) })
  await requireSourceTerms(db, before.id, { ...before, ...(columns as Partial<AssetRow>) })
  return columns
}
