import type { RawTags } from '#contracts/embedded-words'
import type { Db, Prisma, Tx } from '#server/platform/db'
import type { MetadataFaultKey } from './metadata-fault.ts'

/** Raised when more is read than before: then every file is read anew, in the background. */
export const metadataRecipe = 1

/** Whether an object's file was read by today's recipe. */
export async function isRead(db: Db | Tx, objectId: string): Promise<boolean> {
  return (await db.objectMetadata.count({ where: { objectId, recipe: { gte: metadataRecipe } } })) > 0
}

/** Keeps what was read of an object, in the place of what was read before. */
export async function keepMetadata(
  tx: Tx,
  objectId: string,
  tags: RawTags,
  failure: MetadataFaultKey | null,
): Promise<void> {
  const row = { recipe: metadataRecipe, tags: tags as Prisma.InputJsonObject, failure, readAt: new Date() }
  await tx.objectMetadata.upsert({ where: { objectId }, create: { objectId, ...row }, update: row })
}

/** What an object's file says of itself; null where it was not read yet. */
export async function readMetadata(db: Db | Tx, objectId: string): Promise<RawTags | null> {
  const row = await db.objectMetadata.findUnique({ where: { objectId }, select: { tags: true } })
  return (row?.tags as RawTags | undefined) ?? null
}
