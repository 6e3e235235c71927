import { type Db, transaction } from '#server/platform/db'
import type { Log } from '#server/platform/log'
import { readSearchDocuments } from '#server/search/read-document'
import type { PutReport, SearchDocument, SearchIndex } from '#server/search/search-index'

/**
 * As `indexAsset` for many at once, in one transaction; the way of catching up and of reindexing. Each asset stands among them once.
 * Throws where one of them cannot be indexed, and then none is.
 */
export async function indexAssets(
  assetIds: readonly string[],
  { db, index, log }: { db: Db; index: SearchIndex; log: Log },
): Promise<void> {
  const { documents, reports } = await transaction(db, async tx => {
    const documents = await readSearchDocuments(tx, assetIds)
    const found = new Set(documents.map(({ assetId }) => assetId))
    for (const id of assetIds) if (!found.has(id)) await index.remove(tx, id)
    const put = (document: SearchDocument) => index.put(tx, document)
    const reports = index.putMany ? await index.putMany(tx, documents) : await inOrder(documents, put)
    return { documents, reports }
  })
  for (const [i, { cut }] of reports.entries())
    if (cut) log.warn({ event: 'search.cut', assetId: documents[i]?.assetId, ...cut })
}

async function inOrder(
  documents: readonly SearchDocument[],
  put: (document: SearchDocument) => Promise<PutReport>,
): Promise<PutReport[]> {
  const reports: PutReport[] = []
  for (const document of documents) reports.push(await put(document))
  return reports
}
