import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { AssetKind, Visibility } from '#contracts/values'
import type { Db } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { objectKey } from '#server/storage/keys'
import type { ObjectStore } from '#server/storage/object-store'

export type MediaAsset = { assetId: string; versionId: string; objectId: string }
type Said = { kind: AssetKind; contentType: string; fileName?: string; visibility?: Visibility; uploadedBy?: string }

/** An asset that waits for its renditions, as an upload leaves it. The same bytes twice share one object. */
export async function putMediaAsset(
  deps: { db: Db; store: ObjectStore },
  bytes: Buffer,
  said: Said,
): Promise<MediaAsset> {
  const { db, store } = deps
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const known = await db.storedObject.findFirst({ where: { sha256 } })
  const object = known ?? (await putObject(db, store, bytes, said.contentType))
  const unit = await db.unit.findFirstOrThrow({ where: { code: 'bao' } })
  const uploadedBy = said.uploadedBy ?? newId()
  const assetId = newId()
  const versionId = newId()
  await db.asset.create({
    data: {
      id: assetId,
      unitId: unit.id,
      kind: said.kind,
      file: 'processing',
      visibility: said.visibility ?? 'unit',
      title: 'Thử nghiệm',
      date: new Date('2020-01-01'),
      uploadedBy,
      versions: {
        create: {
          id: versionId,
          number: 1,
          objectId: object.id,
          fileName: said.fileName ?? 'tep',
          createdBy: uploadedBy,
        },
      },
    },
  })
  return { assetId, versionId, objectId: object.id }
}

async function putObject(db: Db, store: ObjectStore, bytes: Buffer, contentType: string) {
  const key = objectKey()
  const { sha256, size } = await store.put(key, Readable.from(bytes), { contentType })
  return db.storedObject.create({ data: { id: newId(), key, sha256, size: BigInt(size), contentType } })
}
