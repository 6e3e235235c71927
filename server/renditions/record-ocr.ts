import { type Db, transaction } from '#server/platform/db'
import { enqueue } from '#server/queue/enqueue'

export type OcrBite = {
  assetId: string
  versionId: string
  objectId: string
  texts: readonly { page: number; text: string }[]
  /** The page to go on with; null where all is read. */
  next: number | null
}

/** Keeps what a machine has read, asks for the next bite, and has the asset indexed anew where there was something. Idempotent. */
export async function recordOcr(db: Db, { assetId, versionId, objectId, texts, next }: OcrBite): Promise<void> {
  await transaction(db, async tx => {
    for (const { page, text } of texts)
      await tx.$executeRaw`
        insert into object_text (object_id, page, source, text) values (${objectId}::uuid, ${page}, 'ocr', ${text})
        on conflict (object_id, page, source) do update set text = excluded.text`
    const data = next === null ? { state: 'read' } : { nextPage: next }
    await tx.ocrRun.updateMany({ where: { versionId }, data })
    if (next !== null) await enqueue(tx, 'rendition.ocr', { assetId, versionId }, { key: `ocr:${versionId}` })
    if (texts.length > 0) await enqueue(tx, 'search.index', { assetId }, { key: `index:${assetId}` })
  })
}
