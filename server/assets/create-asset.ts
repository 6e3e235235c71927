import type { AssetMetadata } from '#contracts/asset'
import type { AssetKind } from '#contracts/values'
import type { Caller } from '#server/access/caller'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { chooseUnit } from '#server/units/choose-unit'
import { unitNamedAt } from '#server/units/unit-names'
import { checkTerms } from '#server/vocabulary/check-terms'
import { noteEmbedded } from './note-embedded.ts'
import { dayOf, saidColumns } from './said-columns.ts'

export type AssetDraft = {
  kind: AssetKind
  file: 'processing' | 'ready'
  /** `title` must be there; the rest takes its defaults: the unit as creator, today as date. */
  metadata: AssetMetadata & { title: string }
  content: { objectId: string; fileName: string; scan: 'waiting' | null } | { html: string }
  act: 'asset.upload' | 'article.create'
}

/**
 * Writes an asset with its first version and its audit row, in the caller's transaction. Throws `unit-required`, `not-allowed`,
 * `unknown-term`.
 */
export async function createAsset(
  tx: Tx,
  caller: Caller,
  draft: AssetDraft,
): Promise<{ assetId: string; versionId: string; unitId: string }> {
  requirePerson(caller.actor)
  const { unit: wantedUnit, ...said } = draft.metadata
  const unitId = await chooseUnit(tx, caller.actor, wantedUnit)
  await checkTerms(tx, { ...said, rights: said.rights?.statement })
  const [assetId, versionId] = [newId(), newId()]
  const date = said.date ?? todayInVietnam(new Date())
  const creator = said.creator || (await unitNamedAt(tx, unitId, dayOf(date))).name
  const uploadedBy = caller.actor.id
  const columns = saidColumns({ visibility: 'unit', ...said, date, creator })
  await tx.asset.create({
    data: {
      ...(columns as { title: string; date: Date; visibility: string }),
      id: assetId,
      unitId,
      kind: draft.kind,
      file: draft.file,
      uploadedBy,
    },
  })
  await tx.assetVersion.create({ data: { id: versionId, assetId, number: 1, createdBy: uploadedBy, ...draft.content } })
  if ('html' in draft.content) await noteEmbedded(tx, caller.actor, assetId, draft.content.html)
  const after = { title: said.title, kind: draft.kind, visibility: said.visibility ?? 'unit' }
  await record(tx, caller, { act: draft.act, subjectKind: 'asset', subjectId: assetId, unitId, after })
  return { assetId, versionId, unitId }
}

/** The calendar date in Asia/Ho_Chi_Minh, `YYYY-MM-DD`. */
function todayInVietnam(now: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Ho_Chi_Minh' }).format(now)
}
