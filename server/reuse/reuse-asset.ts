import type { NewUse } from '#contracts/reuse'
import { purposeRefusal, refusalSentences } from '#contracts/rights-purpose'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requireClean } from '#server/assets/require-clean'
import { requireWhole } from '#server/assets/require-whole'
import { rightsFacts } from '#server/assets/rights-view'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { fileForPurpose } from './file-for-purpose.ts'
import { filesOf } from './use-file.ts'

/**
 * Records that a person takes an asset for a purpose; the file is fetched by the record. Answers the record's id. Throws
 * `sign-in-required`, `not-found`, `recalled`, `rights-ended`, `purpose-not-allowed` with the sentence that says why, `not-ready` while the
 * file is not there, `file-damaged`.
 */
export async function reuseAsset(
  db: Db,
  caller: Caller,
  assetId: string,
  wish: NewUse,
  language: 'vi' | 'en',
): Promise<string> {
  return transaction(db, async tx => {
    const { actor } = caller
    const asset = await findReadableAsset(tx, actor, assetId)
    requirePerson(actor)
    if (asset.recalledAt) throw new ProblemError('recalled')
    refuse(asset, wish, language)
    requireAssetAct(actor, 'asset.reuse', asset)
    requireClean(asset.version)
    await requireWhole(tx, asset.version.objectId)
    const file = await chooseFile(tx, asset, wish)
    const { purpose, note = '', url = null, event = null, printRun = null } = wish
    const said = { purpose, file, note, url, event, printRun }
    const id = newId()
    // The unit on whose behalf: the asset's own where the person is in it, else the first.
    const memberships = actor.memberships.map(membership => membership.unitId)
    const unitId = memberships.find(unit => unit === asset.unitId) ?? memberships[0] ?? null
    await tx.assetReuse.create({
      data: { id, assetId, unitId, personId: actor.id, version: asset.version.number, ...said },
    })
    const after = { use: id, ...said }
    await record(tx, caller, {
      act: 'asset.reuse',
      subjectKind: 'asset',
      subjectId: assetId,
      unitId: asset.unitId,
      after,
    })
    return id
  })
}

/** Throws where the rights do not let this purpose through now. */
function refuse(asset: AssetRow, { purpose }: Pick<NewUse, 'purpose'>, language: 'vi' | 'en'): void {
  const refusal = purposeRefusal(rightsFacts(asset), purpose, asset.now)
  if (!refusal) return
  const dated = refusal === 'ended' || refusal === 'withdrawn' || refusal === 'not-yet' || refusal === 'embargo'
  throw new ProblemError(dated ? 'rights-ended' : 'purpose-not-allowed', {
    detail: refusalSentences[refusal][language],
    extension: { refusal },
  })
}

async function chooseFile(tx: Tx, asset: AssetRow, wish: NewUse): Promise<string> {
  const files = await filesOf(tx, asset.version.objectId, asset.id)
  // Until its own renditions are made an asset has none.
  if (asset.file === 'processing') throw new ProblemError('not-ready')
  if (files.size === 0 && asset.kind === 'article') return 'text'
  const name = wish.file && files.has(wish.file) ? wish.file : fileForPurpose(wish.purpose, new Set(files.keys()))
  if (!name || (wish.file && wish.file !== name)) throw new ProblemError('not-ready')
  return name
}
