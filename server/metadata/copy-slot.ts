import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { createGate } from '#server/platform/gate'
import { type ObjectStore, StoreUnavailable } from '#server/storage/object-store'

/** How many copies a process makes at once, how many more wait, and for how long. */
export const copySlots = { running: 4, waiting: 24, waitMs: 10_000 }
// The work folder may lie on the disk of the system, of the database for one: so much of it is left to them.
const spareBytes = 512 * 1_048_576

const gate = createGate(copySlots.running, copySlots.waiting, copySlots.waitMs)
let claimed = 0

/**
 * Runs `work`, which makes a copy of a file of `size` bytes, when one of the few slots is free: each holds the file and its copy in the
 * temporary folder. Throws ProblemError `too-busy` where the wait is too long, and StoreUnavailable (`full`) before anything is written
 * where the folder or the store, beside the space that uploads must leave free, has no room.
 */
export function withCopySlot<T>(store: Pick<ObjectStore, 'space'>, size: number, work: () => Promise<T>): Promise<T> {
  return gate(async () => {
    const bytes = 2 * size
    claimed += bytes
    try {
      await requireRoom(store, size)
      return await work()
    } finally {
      claimed -= bytes
    }
  })
}

async function requireRoom(store: Pick<ObjectStore, 'space'>, size: number): Promise<void> {
  const { bavail, bsize } = await statfs(tmpdir())
  if (bavail * bsize < claimed + spareBytes) throw new StoreUnavailable('no room for a copy to work in', { full: true })
  const space = await store.space()
  if (space && space.free - space.floor < size)
    throw new StoreUnavailable('no room in the store for a copy', { full: true })
}
