import type { Tx } from '#server/platform/db'
import { newId } from '#server/platform/new-id'
import type { StoredFile } from './store-engine.ts'

/**
 * The row of these bytes: a new one, or the one that has had them before (sha256 and size decide). The row stays locked until the
 * transaction ends, so that a purge cannot take the bytes away meanwhile. To be taken before any lock on an asset.
 */
export async function claimObject(tx: Tx, file: StoredFile): Promise<{ id: string; key: string }> {
  const [row] = await tx.$queryRaw<{ id: string; key: string }[]>`
    insert into stored_object (id, key, sha256, size, content_type)
    values (${newId()}::uuid, ${file.key}, ${file.sha256}, ${BigInt(file.size)}, ${file.contentType})
    on conflict (sha256, size) do update set sha256 = excluded.sha256
    returning id, key`
  return row!
}
