import type { CaptionAnswer, CaptionInput } from '#contracts/caption'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { record } from '#server/audit/record'
import { requirePerson } from '#server/identity/require-person'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { captionViews, filmMsOf } from './caption-view.ts'
import { type ReadCaptions, readCaptions } from './read-captions.ts'
import { writeCues } from './write-cues.ts'
import { writeVtt } from './write-vtt.ts'

/** Enough for every language of the hub in both kinds. */
const mostTracks = 40

/**
 * Adds captions to a film or sound, or puts others in the place of those of `trackId`; their address stays. Throws `captions-refused`
 * with the lines at fault, `not-timed` for what has no time, `conflict` where the language has such captions already or the asset
 * lies in the trash.
 */
export async function keepCaptions(
  db: Db,
  caller: Caller,
  which: { assetId: string; trackId?: string },
  input: CaptionInput,
  language: 'vi' | 'en',
): Promise<CaptionAnswer> {
  const { assetId } = which
  const trackId = which.trackId ?? newId()
  return transaction(db, async tx => {
    const asset = await findCaptionable(tx, caller, assetId)
    if (which.trackId && !(await tx.captionTrack.findFirst({ where: { id: trackId, assetId } })))
      throw new ProblemError('not-found')
    await refuseSecond(tx, { assetId, trackId }, input)
    const filmMs = await filmMsOf(tx, asset)
    const read = readCaptions(input, filmMs, language)
    await writeTrack(tx, caller, asset, { id: trackId, filmMs, input, read })
    const act = which.trackId ? 'captions.replace' : 'captions.add'
    await settle(tx, caller, asset, act, { language: input.language, kind: input.kind, cues: read.cues.length })
    const [caption] = await captionViews(tx, asset, trackId)
    return { caption: caption!, encoding: read.encoding, notices: read.notices }
  })
}

/** Removes captions. Throws `not-found`. */
export async function removeCaptions(db: Db, caller: Caller, assetId: string, trackId: string): Promise<void> {
  await transaction(db, async tx => {
    const asset = await findCaptionable(tx, caller, assetId)
    const track = await tx.captionTrack.findFirst({ where: { id: trackId, assetId }, omit: { vtt: true } })
    if (!track) throw new ProblemError('not-found')
    await tx.captionTrack.delete({ where: { id: trackId } })
    await settle(tx, caller, asset, 'captions.remove', { language: track.language, kind: track.kind })
  })
}

/** The asset, locked, if the caller may edit it. */
async function findCaptionable(tx: Tx, caller: Caller, id: string): Promise<AssetRow> {
  await tx.$executeRaw`select from asset where id = ${id}::uuid for no key update`
  const asset = await findReadableAsset(tx, caller.actor, id)
  requireAssetAct(caller.actor, 'asset.edit', asset)
  if (asset.life !== 'active') throw new ProblemError('conflict')
  if (asset.kind !== 'video' && asset.kind !== 'audio') throw new ProblemError('not-timed')
  return asset
}

async function refuseSecond(tx: Tx, own: { assetId: string; trackId: string }, input: CaptionInput): Promise<void> {
  const others = await tx.captionTrack.findMany({
    where: { assetId: own.assetId, id: { not: own.trackId } },
    select: { language: true, kind: true },
  })
  const same = others.some(({ language, kind }) => language === input.language && kind === input.kind)
  if (same || others.length >= mostTracks) throw new ProblemError('conflict')
}

type Track = { id: string; filmMs: number | null; input: CaptionInput; read: ReadCaptions }

async function writeTrack(tx: Tx, caller: Caller, asset: AssetRow, { id, filmMs, input, read }: Track): Promise<void> {
  requirePerson(caller.actor)
  const { language, kind } = input
  const said = {
    ...{ language, kind, filmMs },
    label: input.label || nameOf(language),
    version: asset.version.number,
    vtt: writeVtt(read.cues),
    cues: read.cues.length,
    lastMs: read.cues.reduce((last, cue) => Math.max(last, cue.endMs), 0),
    createdBy: caller.actor.id,
    updatedAt: new Date(),
  }
  await tx.captionTrack.upsert({ where: { id }, create: { id, assetId: asset.id, ...said }, update: said })
  await writeCues(tx, id, read.cues)
}

async function settle(tx: Tx, caller: Caller, asset: AssetRow, act: string, after: object): Promise<void> {
  await record(tx, caller, { act, subjectKind: 'asset', subjectId: asset.id, unitId: asset.unitId, after })
  await signal(tx, 'a', asset.id)
  await enqueue(tx, 'search.index', { assetId: asset.id }, { key: `index:${asset.id}` })
}

/** The language in its own words: `Tiếng Việt`, `English`; the tag where nobody has a name for it. */
function nameOf(tag: string): string {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag
  return name.slice(0, 1).toLocaleUpperCase(tag) + name.slice(1)
}
