import { pixelBox } from '#contracts/crop-box'
import { type Crop, type CropDraft, type CropList, cropLimit } from '#contracts/purpose'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { record } from '#server/audit/record'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { purposeSource } from './purpose-source.ts'
import { cropSpec } from './purpose-spec.ts'
import { markFor } from './unit-mark.ts'
import { lookForFiles } from './want-file.ts'

/** The saved crops of an asset by name, with what the caller would get of each. */
export async function listCrops(db: Db, actor: Actor, assetId: string): Promise<CropList> {
  const asset = await findReadableAsset(db, actor, assetId)
  const [rows, source, mark] = await Promise.all([
    db.pictureCrop.findMany({ where: { assetId }, orderBy: [{ name: 'asc' }, { id: 'asc' }] }),
    purposeSource(db, asset),
    markFor(db, actor, asset),
  ])
  const held = rows.map(row => {
    const { x, y, width, height } = row
    const box = { x, y, width, height }
    if (!source) return { row, box, wish: null }
    const spec = cropSpec(box, { ...source, mark: mark.choice === 'always' ? mark.spec : null })
    return { row, box, wish: { assetId, objectId: source.objectId, purpose: 'crop' as const, spec } }
  })
  const found = await lookForFiles(
    db,
    held.flatMap(({ wish }) => wish ?? []),
  )
  const crops = held.map(({ row, box, wish }): Crop => {
    const outdated = row.version !== asset.version.number
    const state = (!outdated && wish && found.get(wish)) || { state: 'absent' }
    const pixels = source && !outdated ? pixelBox(source.size, box) : null
    return {
      ...{ id: row.id, name: row.name, version: row.version, outdated, box },
      width: pixels?.width ?? null,
      height: pixels?.height ?? null,
      url: `/api/v1/assets/${assetId}/crops/${row.id}/file`,
      size: state.state === 'ready' ? state.file.size : null,
      state: state.state,
      progress: state.state === 'making' ? state.progress : 0,
    }
  })
  return { crops, limit: cropLimit }
}

/**
 * Saves a crop under a name, or changes the one of this id: it then belongs to the newest version. Answers its id. Throws
 * `not-found`, `not-allowed`, `not-ready` where there is no picture, `conflict` for a name that is taken, `crops-full`.
 */
export async function saveCrop(
  db: Db,
  caller: Caller,
  assetId: string,
  draft: CropDraft,
  cropId?: string,
): Promise<string> {
  const asset = await editable(db, caller, assetId)
  if (!(await purposeSource(db, asset))) throw new ProblemError('not-ready')
  return transaction(db, async tx => {
    const { before, rows } = await lockCrops(tx, assetId, cropId)
    if (rows.some(row => row.name === draft.name && row.id !== cropId)) throw new ProblemError('conflict')
    if (!cropId && rows.length >= cropLimit) throw new ProblemError('crops-full')
    const id = cropId ?? newId()
    const version = asset.version.number
    const data = { ...clamped(draft), version, updatedAt: new Date() }
    if (cropId) await tx.pictureCrop.update({ where: { id }, data })
    else await tx.pictureCrop.create({ data: { id, assetId, madeBy: personOf(caller), ...data } })
    const act = cropId ? 'crop.change' : 'crop.create'
    await recordCrop(tx, caller, asset, { act, before, after: { crop: id, version, ...clamped(draft) } })
    return id
  })
}

/** Deletes a crop. Throws `not-found`, `not-allowed`. */
export async function deleteCrop(db: Db, caller: Caller, assetId: string, cropId: string): Promise<void> {
  const asset = await editable(db, caller, assetId)
  await transaction(db, async tx => {
    const { before } = await lockCrops(tx, assetId, cropId)
    await tx.pictureCrop.delete({ where: { id: cropId } })
    await recordCrop(tx, caller, asset, { act: 'crop.delete', before, after: { crop: cropId } })
  })
}

async function editable(db: Db, caller: Caller, assetId: string): Promise<AssetRow> {
  const asset = await findReadableAsset(db, caller.actor, assetId)
  requireAssetAct(caller.actor, 'asset.edit', asset)
  return asset
}

/** Two who save at once wait for each other: the bound and the names hold. */
async function lockCrops(tx: Tx, assetId: string, cropId: string | undefined) {
  await tx.$executeRaw`select from asset where id = ${assetId}::uuid for no key update`
  const rows = await tx.pictureCrop.findMany({ where: { assetId } })
  const before = rows.find(row => row.id === cropId)
  if (cropId && !before) throw new ProblemError('not-found')
  return { rows, before: before && saidOf(before) }
}

type CropRow = CropDraft & { version: number }
const saidOf = ({ name, version, x, y, width, height }: CropRow) => ({ name, version, x, y, width, height })

function recordCrop(
  tx: Tx,
  caller: Caller,
  { id, unitId }: AssetRow,
  { act, before, after }: { act: string; before: unknown; after: unknown },
): Promise<string> {
  return record(tx, caller, { act, subjectKind: 'asset', subjectId: id, unitId, before, after })
}

function clamped({ name, x, y, width, height }: CropDraft): CropDraft {
  return { name, x, y, width: Math.min(width, 1 - x), height: Math.min(height, 1 - y) }
}

const personOf = ({ actor }: Caller) => (actor.kind === 'person' ? actor.id : null)
