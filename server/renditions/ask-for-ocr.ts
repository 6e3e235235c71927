import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

/** 1: vie+eng, at most 50 pages of a document. */
const ocrRecipe = 1

/** Asks that the machine reads a version, if it never did: behind everything else. The caller knows that there is a machine that can. */
export async function askForOcr(db: Db, { assetId, versionId }: { assetId: string; versionId: string }): Promise<void> {
  await transaction(db, async tx => {
    const asked = await tx.$executeRaw`
      insert into ocr_run (version_id, recipe) values (${versionId}::uuid, ${ocrRecipe}) on conflict (version_id) do nothing`
    if (asked > 0) await enqueue(tx, 'rendition.ocr', { assetId, versionId }, { key: `ocr:${versionId}` })
  })
}
