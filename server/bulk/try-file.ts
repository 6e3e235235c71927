import { refuseDuplicate } from '#server/assets/refuse-duplicate'
import { type Db, transaction } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { hashStream } from '#server/storage/measure-stream'
import { accept, sniffBytes } from '#server/uploads/accept'
import { askingFor } from './asking-for.ts'
import type { ImportDeps, ImportWish } from './import-file.ts'
import { openPlainFile } from './open-plain-file.ts'

/** What `importFile` would do with a file, as far as it can be known now; changes nothing and throws what that would throw. */
export async function tryFile(
  { db, config }: ImportDeps,
  wish: ImportWish,
): Promise<{ outcome: 'ok' | 'already'; assetId: string | null }> {
  const file = await openPlainFile(wish.root, wish.path)
  try {
    const { size } = file.stat
    if (size > BigInt(config.maxUploadBytes)) throw new ProblemError('too-large')
    const head = await file.handle.read(Buffer.alloc(sniffBytes), 0, sniffBytes, 0)
    const type = await accept(head.buffer.subarray(0, head.bytesRead))
    if ('refused' in type) throw new ProblemError(type.refused)
    const stream = file.handle.createReadStream({ autoClose: false, start: 0, highWaterMark: 1_048_576 })
    const { sha256 } = await hashStream(stream)
    await file.unchanged()
    const known = await knownOf(db, wish, sha256, size)
    if (known.taken) return { outcome: 'already', assetId: known.assetId }
    const asking = wish.asking ?? askingFor(db, wish.personId)
    await asking.check(wish.metadata, Number(size))
    const { actor } = await asking.caller()
    if (known.objectId !== null && !wish.metadata.allowDuplicate)
      await transaction(db, tx => refuseDuplicate(tx, actor, known.objectId!))
    return { outcome: 'ok', assetId: null }
  } finally {
    await file.handle.close()
  }
}

type Known = { taken: boolean; assetId: string | null; objectId: string | null }

/** What the ledger and the store know of these bytes, asked at once: a dry run asks it a hundred thousand times. */
async function knownOf(db: Db, { root, path }: ImportWish, sha256: string, size: bigint): Promise<Known> {
  const [row] = await db.$queryRaw<Known[]>`
    select i.id is not null as taken, i.asset_id::text as "assetId", o.id::text as "objectId"
    from (select) only_row
    left join import_file i on i.folder = ${root} and i.path = ${path} and i.sha256 = ${sha256}
    left join stored_object o on o.sha256 = ${sha256} and o.size = ${size}::bigint`
  return row!
}
