import { record } from '#server/audit/record'
import { signal } from '#server/notifications/event-channel'
import { type Db, type Prisma, type Tx, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import { lockShowing, type ShownObject } from './assets-of-object.ts'

/** A rendition whose bytes stand durably at `key`. */
export type StoredRendition = {
  name: string
  key: string
  contentType: string
  sha256: string
  size: number
  width: number | null
  height: number | null
  durationMs: number | null
}

/** What was learnt of the original: pixels as a person sees them (upright), base64 thumbhash, and details for the record. */
export type ObjectFacts = {
  width: number | null
  height: number | null
  durationMs: number | null
  pageCount: number | null
  thumbhash: string | null
  details: Prisma.InputJsonObject
  /** Of pictures: main colours as `#rrggbb`, most frequent first, and hashes that copies of a picture share. */
  colours?: string[]
  hashes?: bigint[]
}

export type RenditionResult = {
  recipe: number
  renditions: readonly StoredRendition[]
  facts: ObjectFacts
  texts: readonly { page: number; text: string }[]
}

/**
 * Records what was made of an object and makes the asset that it was made for ready, in one transaction. `result` is null where an
 * earlier job made everything already (several assets may share one object). Where two workers made the same, the first to commit wins.
 */
export async function recordRendition(db: Db, shown: ShownObject, result: RenditionResult | null): Promise<void> {
  const { objectId } = shown
  await transaction(db, async tx => {
    // Of a text document without the office suite nothing is made, and yet something is known.
    const isNew = result && ((await insertRenditions(tx, objectId, result)) > 0 || result.renditions.length === 0)
    if (isNew) await writeFacts(tx, objectId, result)
    if (result?.facts.hashes?.length) await enqueue(tx, 'picture.compare', { objectId }, { key: `compare:${objectId}` })
    if (result?.facts.colours)
      await enqueue(tx, 'picture.focus', { objectId }, { key: `focus:${objectId}`, keepTime: true })
    const assets = await lockShowing(tx, shown)
    // A damaged file stays damaged: only fixity may say otherwise; and what a person stopped stays as it is until a person asks again.
    const waiting = assets.filter(
      ({ file, failure }) => file === 'processing' || (file === 'failed' && failure !== 'cancelled'),
    )
    await tx.asset.updateMany({
      where: { id: { in: waiting.map(asset => asset.id) } },
      data: { file: 'ready', progress: 100, doing: null, failure: null, failureDetail: null, updatedAt: new Date() },
    })
    for (const asset of waiting) {
      const after = { recipe: result?.recipe, renditions: result?.renditions.map(rendition => rendition.name) }
      await record(tx, 'system', {
        act: 'rendition.made',
        subjectKind: 'asset',
        subjectId: asset.id,
        unitId: asset.unitId,
        after,
      })
      await signal(tx, 'a', asset.id)
    }
    for (const asset of assets) await enqueue(tx, 'search.index', { assetId: asset.id }, { key: `index:${asset.id}` })
  })
}

async function insertRenditions(tx: Tx, objectId: string, result: RenditionResult): Promise<number> {
  const { count } = await tx.rendition.createMany({
    data: result.renditions.map(rendition => ({
      ...rendition,
      id: newId(),
      objectId,
      recipe: result.recipe,
      size: BigInt(rendition.size),
    })),
    skipDuplicates: true,
  })
  return count
}

async function writeFacts(tx: Tx, objectId: string, { facts, texts }: RenditionResult): Promise<void> {
  await tx.storedObject.update({ where: { id: objectId }, data: facts })
  // What a machine has read of the pictures stays.
  await tx.objectText.deleteMany({ where: { objectId, source: 'file' } })
  await tx.objectText.createMany({ data: texts.map(({ page, text }) => ({ objectId, page, text })) })
}
