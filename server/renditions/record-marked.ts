import { type Db, transaction } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { StoredRendition } from './record-rendition.ts'

type Of = { objectId: string; recipe: number; preview: { name: string; sha256: string } }

/**
 * Records the marked copy of a preview; where two workers made the same, the first stands, and where another preview stands in its
 * place meanwhile (a film's people chose another moment) nothing. The asset itself does not change.
 */
export async function recordMarked(db: Db, { objectId, recipe, preview }: Of, made: StoredRendition): Promise<void> {
  await transaction(db, async tx => {
    // Who chooses another moment changes this row first: they wait, and take what is written here away again.
    await tx.$executeRaw`select from poster_choice where object_id = ${objectId}::uuid order by asset_id for share`
    // The object may have been purged meanwhile: then there is nothing to hang it on, and the sweeper takes the bytes.
    const there = await tx.$queryRaw<
      unknown[]
    >`select 1 as there from stored_object where id = ${objectId}::uuid for key share`
    if (there.length === 0) return
    const same = { objectId, name: preview.name, sha256: preview.sha256 }
    if (!(await tx.rendition.findFirst({ where: same, select: { id: true } }))) return
    const data = { ...made, id: newId(), objectId, recipe, size: BigInt(made.size) }
    await tx.rendition.createMany({ data: [data], skipDuplicates: true })
  })
}
