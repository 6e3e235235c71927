import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { FailureKey } from './failure.ts'
import type { StoredRendition } from './record-rendition.ts'

type Wanted = { id: string; assetId: string; objectId: string; recipe: number }

/** Records a file that was asked for; where two workers made the same, the first stands. */
export async function recordPurpose(db: Db, wanted: Wanted, made: StoredRendition): Promise<void> {
  const { id, assetId, objectId, recipe } = wanted
  await transaction(db, async tx => {
    // Purged, or no longer wanted, meanwhile: then nothing is to hang it on, and the sweeper takes the bytes.
    const there = await tx.$queryRaw<unknown[]>`
      select 1 as there from stored_object where id = ${objectId}::uuid for key share`
    const data = { progress: 100, failure: null, endedAt: new Date() }
    const { count } = await tx.purposeFile.updateMany({ where: { id }, data })
    if (there.length === 0 || count === 0) return
    // A purge locks the object too: what it took from this asset is seen here, whoever else holds the same bytes.
    if (!(await tx.assetVersion.findFirst({ where: { assetId, objectId }, select: { id: true } })))
      return void (await tx.purposeFile.delete({ where: { id } }))
    const row = { ...made, id: newId(), objectId, recipe, size: BigInt(made.size) }
    await tx.rendition.createMany({ data: [row], skipDuplicates: true })
  })
}

/** Forgets a file that nothing is left to make of, such as of a film's poster in whose place another stands: who asks names the new one. */
export async function dropPurpose(db: Db, id: string): Promise<void> {
  await db.purposeFile.deleteMany({ where: { id } })
}

/** Says why a file cannot be made; whoever asks reads it for ten minutes. */
export async function failPurpose(db: Db, id: string, failure: FailureKey): Promise<void> {
  await db.purposeFile.updateMany({ where: { id }, data: { failure, endedAt: new Date() } })
}
