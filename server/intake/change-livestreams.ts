import type { LivestreamEdit, NewLivestream } from '#contracts/intake-livestream'
import type { Caller } from '#server/access/caller'
import { can } from '#server/access/can'
import { findReadableAsset } from '#server/assets/find-readable-asset'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { notYours, ProblemError } from '#server/platform/problem-error'
import { chooseUnit } from '#server/units/choose-unit'
import { type EmbedDeps, findEmbed } from './find-embed.ts'
import { readLivestream } from './livestream-view.ts'

type Deps = EmbedDeps & { db: Db }

/** Announces a live stream. Returns its id. Throws `invalid-request` where it ends before it begins, and what choosing units throws. */
export async function createLivestream(deps: Deps, caller: Caller, wish: NewLivestream): Promise<string> {
  requirePerson(caller.actor)
  const madeBy = caller.actor.id
  const { unit, sharedWith, startsAt, endsAt, ...said } = wish
  // Before the network is asked for a person who may not.
  await chooseUnit(deps.db, caller.actor, unit)
  const frames = await framesOf(deps, wish)
  return transaction(deps.db, async tx => {
    const unitId = await chooseUnit(tx, caller.actor, unit)
    await requireCover(tx, caller, said.coverAssetId)
    const id = newId()
    await tx.livestream.create({ data: { id, ...said, ...frames, ...span(startsAt, endsAt), unitId, madeBy } })
    await share(tx, id, sharedWith, unitId)
    const after = { title: said.title, startsAt, endsAt, streamUrl: said.streamUrl }
    await record(tx, caller, { act: 'livestream.create', subjectKind: 'livestream', subjectId: id, unitId, after })
    return id
  })
}

/** Changes what the wish names, or gives the replay. Throws `not-found`, `not-allowed`, `invalid-request`. */
export async function editLivestream(deps: Deps, caller: Caller, id: string, wish: LivestreamEdit): Promise<void> {
  await readLivestream(deps.db, caller.actor, id)
  const frames = await framesOf(deps, wish)
  await transaction(deps.db, async tx => {
    const before = await lock(tx, caller, id)
    const { sharedWith, startsAt, endsAt, ...said } = wish
    if (said.coverAssetId !== before.coverAssetId) await requireCover(tx, caller, said.coverAssetId ?? null)
    const given = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined))
    const times = span(startsAt ?? before.startsAt.toISOString(), endsAt ?? before.endsAt.toISOString())
    // Put off: who asked is told anew.
    const anew = times.startsAt.getTime() !== before.startsAt.getTime() ? { remindedAt: null } : {}
    await tx.livestream.update({
      where: { id },
      data: { ...given, ...frames, ...times, ...anew, updatedAt: new Date() },
    })
    if (sharedWith) await share(tx, id, sharedWith, before.unitId)
    const { title, streamUrl, replayUrl, unitId } = before
    const was = { title, streamUrl, replayUrl, startsAt: before.startsAt.toISOString() }
    await record(tx, caller, {
      act: 'livestream.edit',
      subjectKind: 'livestream',
      subjectId: id,
      unitId,
      before: was,
      after: wish,
    })
  })
}

/** Removes a live stream with its reminders. Throws `not-found`, `not-allowed`. */
export async function deleteLivestream(db: Db, caller: Caller, id: string): Promise<void> {
  await transaction(db, async tx => {
    const { unitId, title } = await lock(tx, caller, id)
    await tx.livestream.delete({ where: { id } })
    await record(tx, caller, {
      act: 'livestream.delete',
      subjectKind: 'livestream',
      subjectId: id,
      unitId,
      before: { title },
    })
  })
}

/** Notes that the person wants, or no longer wants, to be told before it begins. Throws `not-found`. */
export async function setReminder(db: Db, caller: Caller, id: string, wanted: boolean): Promise<void> {
  requirePerson(caller.actor)
  const livestreamId = (await readLivestream(db, caller.actor, id)).id
  const reminder = { livestreamId, personId: caller.actor.id }
  if (wanted) await db.livestreamReminder.createMany({ data: [reminder], skipDuplicates: true })
  else await db.livestreamReminder.deleteMany({ where: reminder })
}

/** Who may see it and may not change it learns that; to all others it is not there. */
async function lock(tx: Tx, caller: Caller, id: string) {
  await tx.$queryRaw`select id from livestream where id = ${id}::uuid for update`
  const row = await tx.livestream.findUnique({ where: { id }, include: { livestreamShares: true } })
  if (row && can(caller.actor, { act: 'livestream.edit', unitId: row.unitId })) return row
  const facts = row && { ...row, sharedWith: row.livestreamShares.map(share => share.unitId) }
  const seen = facts && can(caller.actor, { act: 'livestream.read', livestream: facts })
  throw seen ? new ProblemError('not-allowed') : new ProblemError('not-found', { cause: row ? notYours : undefined })
}

function span(startsAt: string, endsAt: string): { startsAt: Date; endsAt: Date } {
  const times = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) }
  if (times.endsAt > times.startsAt) return times
  throw new ProblemError('invalid-request', {
    errors: [{ pointer: '/body/endsAt', code: 'ends-before-it-begins', detail: 'the end is not after the start' }],
  })
}

async function framesOf(deps: Deps, { streamUrl, replayUrl }: LivestreamEdit) {
  const [stream, replay] = await Promise.all([
    streamUrl ? findEmbed(deps, streamUrl) : null,
    replayUrl ? findEmbed(deps, replayUrl) : null,
  ])
  return {
    ...(streamUrl === undefined ? {} : { embedUrl: stream?.url ?? null, provider: stream?.provider ?? null }),
    ...(replayUrl === undefined ? {} : { replayEmbed: replay?.url ?? null }),
  }
}

async function requireCover(tx: Tx, { actor }: Caller, assetId: string | null): Promise<void> {
  if (!assetId) return
  const { kind } = await findReadableAsset(tx, actor, assetId)
  if (kind !== 'image') {
    throw new ProblemError('invalid-request', {
      errors: [{ pointer: '/body/coverAssetId', code: 'no-image', detail: 'a cover is a picture' }],
    })
  }
}

async function share(tx: Tx, livestreamId: string, codes: readonly string[], owner: string): Promise<void> {
  const units = await tx.unit.findMany({ where: { code: { in: [...codes] }, kind: { not: 'partner' } } })
  const missing = codes.find(code => !units.some(unit => unit.code === code))
  if (missing !== undefined) {
    throw new ProblemError('unit-required', {
      errors: [{ pointer: '/body/sharedWith', code: 'unknown-unit', detail: missing }],
    })
  }
  await tx.livestreamShare.deleteMany({ where: { livestreamId } })
  const shared = units.filter(unit => unit.id !== owner)
  await tx.livestreamShare.createMany({ data: shared.map(unit => ({ livestreamId, unitId: unit.id })) })
}
