import type { JobPayload } from '#contracts/job'
import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { readSearchDocument } from '#server/search/read-document'
import type { SearchIndex } from '#server/search/search-index'

/**
 * Brings the index up to an asset's present state, whatever it is: put, or removed where it is in the trash or gone. Idempotent; the
 * asset's row is locked meanwhile, so that an older state never lands on a newer one.
 */
export async function indexAsset(
  { assetId }: JobPayload<'search.index'>,
  { db, index, log }: { db: Db; index: SearchIndex; log: Log },
): Promise<void> {
  const cut = await transaction(db, async tx => {
    const document = await readSearchDocument(tx, assetId)
    if (document) return (await index.put(tx, document)).cut
    await index.remove(tx, assetId)
    return null
  })
  if (cut) log.warn({ event: 'search.cut', assetId, ...cut })
}
