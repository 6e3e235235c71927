import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { StoredRendition } from './record-rendition.ts'

/** Records the marked picture of an object; where two workers made the same, the first stands. The asset itself does not change. */
export async function recordMarked(db: Db, objectId: string, recipe: number, made: StoredRendition): Promise<void> {
  await transaction(db, async tx => {
    // The object may have been purged meanwhile: then there is nothing to hang it on, and the sweeper takes the bytes.
    const there = await tx.$queryRaw<
      unknown[]
    >`select 1 as there from stored_object where id = ${objectId}::uuid for key share`
    if (there.length === 0) return
    const data = { ...made, id: newId(), objectId, recipe, size: BigInt(made.size) }
    await tx.rendition.createMany({ data: [data], skipDuplicates: true })
  })
}
