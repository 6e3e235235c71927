import { StoreUnavailable } from './object-store.ts'

const full = new Set(['ENOSPC', 'EDQUOT'])

/** The errno name of an error out of node:fs, else undefined. */
export function errnoOf(error: unknown): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  // ERR_… are Node's own complaints about arguments: defects, not the disk's state.
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : undefined
}

/**
 * Waits for work on the store's own disk and turns what the system says into StoreUnavailable: `full` for ENOSPC and EDQUOT, not
 * full for the rest (EIO, EROFS, EACCES, EMFILE, a volume that is not mounted). Never wrap the caller's stream in it.
 */
export async function onDisk<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const code = errnoOf(error)
    if (code === undefined || error instanceof StoreUnavailable) throw error
    throw new StoreUnavailable(`the storage directory answers ${code}`, { full: full.has(code), cause: error })
  }
}

/** Whether the system says that no such file is there (a file in the place of a folder included). */
export function isAbsent(error: unknown): boolean {
  const code = errnoOf(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}
