import { Router } from 'express'
import { operations } from '#contracts/operations'
import { factsOf, findReadableAsset } from '#server/assets/find-readable-asset'
import { requireAssetAct } from '#server/assets/require-asset-act'
import { requireClean } from '#server/assets/require-clean'
import { requireWhole } from '#server/assets/require-whole'
import { isUnmade } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'
import { mount } from '#server/platform/endpoint'
import { ProblemError } from '#server/platform/problem-error'
import type { ObjectStore } from '#server/storage/object-store'
import { choosePoster, resetPoster } from './choose-poster.ts'
import { deliverBytes } from './deliver-bytes.ts'
import { mayBeCached } from './may-be-cached.ts'
import { readPlaybackAddress } from './playback-files.ts'

/** A film in the browser: its playlists, their media and the storyboard, and which frame stands for it. */
export function hlsRouter({ db, store }: { db: Db; store: ObjectStore }): Router {
  const router = Router()

  mount(router, operations.readPlayback, async ({ caller, params, req, res }) => {
    const asset = await findReadableAsset(db, caller.actor, params.id!)
    requireClean(asset.version)
    // Until its own are made an asset has none, whatever was made of the same bytes for somebody else.
    const shown = isUnmade(asset.file) ? null : asset.version.objectId
    const file = await findFile(db, shown, params.file!)
    if (!file) throw new ProblemError('not-found')
    requireAssetAct(caller.actor, 'asset.download', asset)
    await requireWhole(db, shown)
    const cacheControl = mayBeCached(factsOf(asset)) ? 'public, max-age=60, must-revalidate' : 'private, no-store'
    await deliverBytes(req, res, store, { ...file, size: Number(file.size), cacheControl })
  })

  mount(router, operations.choosePoster, ({ caller, params, body }) => choosePoster(db, caller, params.id!, body.atMs))

  mount(router, operations.resetPoster, ({ caller, params }) => resetPoster(db, caller, params.id!))

  return router
}

/**
 * The bytes that a player asks for by name. A name with a digest is answered with those bytes or not at all, also where a newer recipe
 * has others by now: a film that is being watched goes on.
 */
async function findFile(db: Db, objectId: string | null, fileName: string) {
  const wanted = readPlaybackAddress(fileName)
  if (!objectId || !wanted) return null
  const { name, digest } = wanted
  return db.rendition.findFirst({
    where: { objectId, name, ...(digest ? { sha256: { startsWith: digest } } : {}) },
    orderBy: { recipe: 'desc' },
  })
}
