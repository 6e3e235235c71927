import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import { enqueue } from '#server/queue/enqueue'
import type { StoredFile } from './store-engine.ts'

/**
 * The row of these bytes: a new one, or the one that has had them before (sha256 and size decide). The row stays locked until the
 * transaction ends, so that a purge cannot take the bytes away meanwhile. To be taken before any lock on an asset. `damaged` says that
 * the bytes there before were not whole: these take their place.
 */
export async function claimObject(tx: Tx, file: StoredFile): Promise<{ id: string; key: string; damaged: boolean }> {
  const [row] = await tx.$queryRaw<{ id: string; key: string; damaged: boolean }[]>`
    insert into stored_object (id, key, sha256, size, content_type)
    values (${newId()}::uuid, ${file.key}, ${file.sha256}, ${BigInt(file.size)}, ${file.contentType})
    on conflict (sha256, size) do update set
      sha256 = excluded.sha256,
      -- These bytes are good, those at the old key are not: they take their place, and the check that is asked for heals it.
      key = case when stored_object.damaged_at is null then stored_object.key else excluded.key end
    returning id, key, damaged_at is not null as damaged`
  if (row!.damaged) await enqueue(tx, 'fixity.check', { objectId: row!.id }, { key: `fixity:${row!.id}` })
  return row!
}
