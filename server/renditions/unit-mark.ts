import type { MarkChoice, UnitMark, UnitMarkChange } from '#contracts/purpose'
import type { Actor } from '#server/access/actor'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { unitsWith } from '#server/access/read-scope'
import { type AssetRow, factsOf, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireClean } from '#server/assets/require-clean'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import type { MarkSpec } from './purpose-spec.ts'

const none: UnitMark = { policy: 'none', text: '', logo: null, corner: 'bottom-right', opacity: 0.8, size: 0.2 }
type Row = { policy: string; text: string; logoAssetId: string | null; corner: string; opacity: number; size: number }

/** The id of the unit whose mark the caller may set. Throws `sign-in-required`, `not-allowed` to who edits nowhere, else `not-found`. */
export async function markableUnit(db: Db, actor: Actor, code: string): Promise<string> {
  requirePerson(actor)
  const administers = can(actor, { act: 'hub.administer' })
  if (!administers && unitsWith(actor, ['editor']).length === 0) throw new ProblemError('not-allowed')
  const unit = await db.unit.findUnique({ where: { code }, select: { id: true } })
  if (!unit || !can(actor, { act: 'unit.invite', unitId: unit.id })) throw new ProblemError('not-found')
  return unit.id
}

/** A unit's mark as its editors see it. */
export async function readUnitMark(db: Db, unitId: string): Promise<UnitMark> {
  const row = await db.unitMark.findUnique({ where: { unitId } })
  if (!row) return none
  const logo = row.logoAssetId
    ? await db.asset.findFirst({ where: { id: row.logoAssetId, life: 'active' }, select: { id: true, title: true } })
    : null
  const { policy, corner } = row as Row & Pick<UnitMark, 'policy' | 'corner'>
  return {
    ...{ policy, corner, text: row.text, opacity: row.opacity, size: row.size },
    logo: logo && { ...logo, thumbUrl: `/api/v1/assets/${logo.id}/renditions/thumb` },
  }
}

/** Sets a unit's mark. Throws `invalid-request` where the logo is no finished picture of this very unit's that the caller may read. */
export async function setUnitMark(db: Db, caller: Caller, unitId: string, change: UnitMarkChange): Promise<void> {
  await transaction(db, async tx => {
    if (change.logo) {
      const asset = await findReadableAsset(tx, caller.actor, change.logo).catch(refuseUnreadable)
      if (asset.unitId !== unitId || asset.kind !== 'image' || asset.file !== 'ready' || asset.life !== 'active')
        refuseLogo()
      requireClean(asset.version)
    }
    const { logo, ...said } = change
    const before = await tx.unitMark.findUnique({ where: { unitId } })
    const row = { ...said, logoAssetId: logo, updatedAt: new Date() }
    await tx.unitMark.upsert({ where: { unitId }, create: { unitId, ...row }, update: row })
    await record(tx, caller, {
      act: 'unit.mark',
      subjectKind: 'unit',
      subjectId: unitId,
      unitId,
      before: before && { policy: before.policy, text: before.text, logo: before.logoAssetId },
      after: { policy: change.policy, text: change.text, logo },
    })
  })
}

/** What the caller may not read is no logo; a database that does not answer is something else. */
function refuseUnreadable(error: unknown): never {
  if (error instanceof ProblemError && error.status < 500) refuseLogo()
  throw error
}

function refuseLogo(): never {
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/body/logo', code: 'not-a-logo', detail: 'Choose a finished picture that this unit owns.' }],
  })
}

/** Whether the mark is the caller's choice: always for people outside a unit that wants so. Pure. */
function markChoice(policy: MarkChoice, ours: boolean): MarkChoice {
  return policy === 'always' && ours ? 'offered' : policy
}

/** The mark over an asset's pictures as it is for this caller: whether they may choose, and what it looks like. */
export async function markFor(
  db: Db,
  actor: Actor,
  asset: AssetRow,
): Promise<{ choice: MarkChoice; spec: MarkSpec | null }> {
  const row = await db.unitMark.findUnique({ where: { unitId: asset.unitId } })
  if (!row || row.policy === 'none') return { choice: 'none', spec: null }
  const member = actor.kind === 'person' && actor.memberships.some(({ unitId }) => unitId === asset.unitId)
  const ours = member || can(actor, { act: 'asset.edit', asset: factsOf(asset) })
  const { text, corner, opacity, size } = row as Row & Pick<MarkSpec, 'corner'>
  const logoObjectId = await logoObject(db, row.logoAssetId)
  // A logo that was trashed, of a unit that wrote no words: there is nothing to draw.
  if (!logoObjectId && !text) return { choice: 'none', spec: null }
  return {
    choice: markChoice(row.policy as MarkChoice, ours),
    spec: { text, logoObjectId, corner, opacity, size },
  }
}

async function logoObject(db: Db, assetId: string | null): Promise<string | null> {
  if (!assetId) return null
  const asset = await db.asset.findFirst({
    where: { id: assetId, life: 'active', file: 'ready' },
    select: { versions: { orderBy: { number: 'desc' }, take: 1, select: { objectId: true, scan: true } } },
  })
  const [version] = asset?.versions ?? []
  return version && version.scan !== 'waiting' && version.scan !== 'infected' ? version.objectId : null
}
