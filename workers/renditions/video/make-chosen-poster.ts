import { createWriteStream } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { JobPayload } from '#contracts/job'
import { ownName } from '#server/assets/shown-renditions'
import type { Db } from '#server/platform/db'
import { withWorkFolder } from '#server/platform/work-folder'
import { profiles } from '#server/renditions/profiles'
import { ownRecipe, recordPoster } from '#server/renditions/record-poster'
import type { StoredRendition } from '#server/renditions/record-rendition'
import type { ObjectStore } from '#server/storage/object-store'
import { keepRendition } from '../keep-rendition.ts'
import { requireTools } from '../missing-tools.ts'
import { makePoster } from './make-poster.ts'

/**
 * The job `rendition.poster`: the pictures of the moment that a person chose, out of the film that we made. Twice does no harm; where
 * the choice or the film is gone there is nothing to do. Throws ToolMissing, and what the queue may try again.
 */
export async function makeChosenPoster(
  ids: JobPayload<'rendition.poster'>,
  { db, store, signal }: { db: Db; store: ObjectStore; signal: AbortSignal },
): Promise<void> {
  requireTools(['ffmpeg'])
  const { assetId, objectId } = ids
  const choice = await db.posterChoice.findUnique({ where: { assetId_objectId: ids } })
  const key = choice ? await largestFilm(db, objectId) : null
  if (!choice || !key) return
  await withWorkFolder(async folder => {
    const film = join(folder, 'film.mp4')
    await pipeline(await store.get(key), createWriteStream(film, { flags: 'wx' }), { signal })
    await chmod(film, 0o444)
    const { stills } = await makePoster(film, choice.atMs, { folder, signal })
    const kept: StoredRendition[] = []
    for (const still of stills) {
      const own = { ...still, name: ownName(still.name, assetId) }
      kept.push({ ...(await keepRendition(store, { objectId, recipe: ownRecipe }, own)), name: still.name })
    }
    await recordPoster(db, ids, choice.atMs, kept)
  })
}

/** The largest step of the ladder, or the MP4 of a film that an older recipe made. */
async function largestFilm(db: Db, objectId: string): Promise<string | null> {
  const names = [...profiles.video.ladder.map(({ name }) => `hls-${name}`), profiles.video.proxy.name]
  const rows = await db.rendition.findMany({ where: { objectId, name: { in: names } }, orderBy: { recipe: 'desc' } })
  const newest = rows.filter(row => row.recipe === rows[0]?.recipe)
  return names.flatMap(name => newest.find(row => row.name === name) ?? [])[0]?.key ?? null
}
