import type { PosterAnswer } from '#contracts/playback'
import type { Caller } from '#server/access/caller'
import { type AssetRow, findReadableAsset } from '#server/assets/find-readable-asset'
import { posterView } from '#server/assets/playback-view'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requireClean } from '#server/assets/require-clean'
import { ownName } from '#server/assets/shown-renditions'
import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Tx, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { enqueue } from '#server/queue/enqueue'
import { markedStill, profiles } from './profiles.ts'

/**
 * Records which moment of its film an asset's pictures are to show, for the newest file alone, and asks for them. Others that hold the
 * same bytes keep theirs. Throws `not-found` where there is no film, `not-ready` while it is being made, `invalid-request` behind its end.
 */
export async function choosePoster(db: Db, caller: Caller, assetId: string, atMs: number): Promise<PosterAnswer> {
  return transaction(db, async tx => {
    const { asset, object } = await findFilm(tx, caller, assetId)
    if (asset.file !== 'ready' || object.durationMs === null) throw new ProblemError('not-ready')
    if (atMs > object.durationMs) {
      const detail = `the film lasts ${object.durationMs} ms`
      throw new ProblemError('invalid-request', { errors: [{ pointer: '/body/atMs', code: 'too_big', detail }] })
    }
    const ids = { assetId, objectId: object.id }
    const chosen = { atMs, chosenBy: caller.actor.kind === 'person' ? caller.actor.id : null, chosenAt: new Date() }
    const before = await posterView(tx, assetId, object)
    await tx.posterChoice.upsert({ where: { assetId_objectId: ids }, create: { ...ids, ...chosen }, update: chosen })
    await enqueue(tx, 'rendition.poster', ids, { key: `poster:${assetId}` })
    await recordPoster(tx, caller, asset, { act: 'poster.choose', before: { atMs: before.atMs }, after: { atMs } })
    return { assetId, poster: await posterView(tx, assetId, object) }
  })
}

/** Back to the frame that the hub chose: the asset's own pictures go at once. Throws `not-found` where there is no film. */
export async function resetPoster(db: Db, caller: Caller, assetId: string): Promise<PosterAnswer> {
  return transaction(db, async tx => {
    const { asset, object } = await findFilm(tx, caller, assetId)
    const ids = { assetId, objectId: object.id }
    const choice = await tx.posterChoice.findUnique({ where: { assetId_objectId: ids } })
    if (choice) {
      await tx.posterChoice.delete({ where: { assetId_objectId: ids } })
      const names = [...profiles.video.sizes, markedStill].map(size => ownName(size.name, assetId))
      await tx.rendition.deleteMany({ where: { objectId: object.id, name: { in: names } } })
      await recordPoster(tx, caller, asset, { act: 'poster.reset', before: { atMs: choice.atMs }, after: {} })
    }
    return { assetId, poster: await posterView(tx, assetId, object) }
  })
}

async function findFilm(tx: Tx, caller: Caller, assetId: string) {
  // Two people at one moment come one after the other.
  await tx.$executeRaw`select from asset where id = ${assetId}::uuid for no key update`
  const asset = await findReadableAsset(tx, caller.actor, assetId)
  requireAssetAct(caller.actor, 'asset.edit', asset)
  requireClean(asset.version)
  const { objectId } = asset.version
  const object = objectId ? await tx.storedObject.findUnique({ where: { id: objectId } }) : null
  if (asset.kind !== 'video' || !object) throw new ProblemError('not-found')
  return { asset, object }
}

async function recordPoster(
  tx: Tx,
  caller: Caller,
  asset: AssetRow,
  entry: { act: string; before: { atMs: number | null }; after: { atMs?: number } },
): Promise<void> {
  await record(tx, caller, { ...entry, subjectKind: 'asset', subjectId: asset.id, unitId: asset.unitId })
  await signal(tx, 'a', asset.id)
}
