import type { Tx } from '#server/platform/db'

/** The name whose hash is the advisory lock between purges (shared) and a backup (exclusive). */
export const purgeLock = 'hub.purge'

/**
 * Whether bytes may be taken away in this transaction. False while a backup copies objects: what its snapshot names must still be
 * there when it comes to it. The lock is shared and held until the transaction ends; who gets false tries again at the next sweep.
 */
export async function mayPurge(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ granted: boolean }[]>`
    select pg_try_advisory_xact_lock_shared(hashtext(${purgeLock})) as granted`
  return row?.granted ?? false
}
