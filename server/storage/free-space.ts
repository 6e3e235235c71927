import { statfs } from 'node:fs/promises'
import { onDisk } from './disk-error.ts'
import { type StoreSpace, StoreUnavailable } from './object-store.ts'

// Asked anew as bytes go by: several uploads at once each see what the others took.
const askEveryBytes = 16 * 1024 * 1024

/** Room of the volume that holds `path`, as far as this process may use it (what only root may take does not count). */
export async function spaceOf(path: string, floor: number): Promise<StoreSpace> {
  const { bavail, blocks, bsize } = await statfs(path)
  return { free: bavail * bsize, total: blocks * bsize, floor }
}

/**
 * A function that is told of each chunk before it is written, and throws StoreUnavailable (`full`) when fewer than `floor` bytes are
 * left free on the volume of `path`.
 */
export function roomKeeper(path: string, floor: number): (bytes: number) => Promise<void> {
  let unasked = Number.POSITIVE_INFINITY
  return async bytes => {
    unasked += bytes
    if (unasked < askEveryBytes) return
    unasked = 0
    const { free } = await onDisk(spaceOf(path, floor))
    if (free < floor) throw new StoreUnavailable('too little space is left free on the volume', { full: true })
  }
}

/** For what may use the last of the space. */
export const noFloor = async (): Promise<void> => {}
