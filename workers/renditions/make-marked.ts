import { createWriteStream } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { JobPayload } from '#contracts/job'
import { ownName } from '#server/assets/shown-renditions'
import { withWorkFolder } from '#server/platform/work-folder'
import { markedStill, stillType } from '#server/renditions/profiles'
import { recordMarked } from '#server/renditions/record-marked'
import { makeStillsApart } from './image/image-pool.ts'
import { keepRendition } from './keep-rendition.ts'
import type { RenditionContext } from './make-rendition.ts'

/**
 * The job `rendition.marked`: the preview of an object with the mark over it, for share links; with an asset, that of the moment of a
 * film that this asset's people chose. Twice does no harm. Throws for the queue to try again; where the object or its preview is gone
 * there is nothing to do.
 */
export async function makeMarked(
  { objectId, assetId }: JobPayload<'rendition.marked'>,
  { db, store, signal }: RenditionContext,
): Promise<void> {
  const named = (name: string) => (assetId ? ownName(name, assetId) : name)
  const rows = await db.rendition.findMany({
    where: { objectId, name: { in: [named('preview'), named(markedStill.name)] } },
    orderBy: { recipe: 'desc' },
  })
  const preview = rows.find(row => row.name === named('preview'))
  const made = rows.some(row => row.name === named(markedStill.name) && row.recipe >= markedStill.recipe)
  if (!preview || made) return
  await withWorkFolder(async folder => {
    const file = join(folder, 'preview')
    await pipeline(await store.get(preview.key), createWriteStream(file, { flags: 'wx' }), { signal })
    await chmod(file, 0o444)
    const { stills } = await makeStillsApart({ file, sizes: [markedStill], folder, mark: true }, signal)
    for (const still of stills) {
      const { recipe } = markedStill
      const kept = await keepRendition(
        store,
        { objectId, recipe },
        { ...still, name: named(still.name), contentType: stillType, durationMs: null },
      )
      await recordMarked(db, { objectId, recipe, preview }, kept)
    }
  })
}
