import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { StoredRendition } from './record-rendition.ts'

/** Records pages that were drawn for a version; an empty list says that they cannot be. Where another drew the same, the first stays. */
export async function recordPages(
  db: Db,
  run: { versionId: string; objectId: string; first: number; recipe: number },
  pages: readonly StoredRendition[] | 'known',
): Promise<void> {
  const { versionId, objectId, first, recipe } = run
  const state = pages.length > 0 ? 'made' : 'failed'
  await transaction(db, async tx => {
    if (pages !== 'known') {
      const data = pages.map(page => ({ ...page, id: newId(), objectId, recipe, size: BigInt(page.size) }))
      await tx.rendition.createMany({ data, skipDuplicates: true })
    }
    await tx.pageRun.updateMany({ where: { versionId, first }, data: { state } })
  })
}
