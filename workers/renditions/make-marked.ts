import { createWriteStream } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { JobPayload } from '#contracts/job'
import { withWorkFolder } from '#server/platform/work-folder'
import { markedStill, stillType } from '#server/renditions/profiles'
import { recordMarked } from '#server/renditions/record-marked'
import { makeStillsApart } from './image/image-pool.ts'
import { keepRendition } from './keep-rendition.ts'
import type { RenditionContext } from './make-rendition.ts'

/**
 * The job `rendition.marked`: the preview of an object with the mark over it, for share links. Twice does no harm. Throws for the
 * queue to try again; where the object or its preview is gone there is nothing to do.
 */
export async function makeMarked(
  { objectId }: JobPayload<'rendition.marked'>,
  { db, store, signal }: RenditionContext,
): Promise<void> {
  const rows = await db.rendition.findMany({
    where: { objectId, name: { in: ['preview', markedStill.name] } },
    orderBy: { recipe: 'desc' },
  })
  const preview = rows.find(row => row.name === 'preview')
  const made = rows.some(row => row.name === markedStill.name && row.recipe >= markedStill.recipe)
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
        { ...still, contentType: stillType, durationMs: null },
      )
      await recordMarked(db, objectId, recipe, kept)
    }
  })
}
