import { type BigIntStats, constants } from 'node:fs'
import { type FileHandle, open, readlink, realpath } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ProblemError } from '#server/platform/problem-error'
import { errnoOf, isAbsent } from '#server/storage/disk-error'

export type PlainFile = { handle: FileHandle; stat: BigIntStats; unchanged(): Promise<void> }

/**
 * Opens a file under `root` for reading; its name, a folder on its way or its kind may have changed since it was listed. Links are not
 * followed, pipes and devices not waited for. `unchanged` throws `changed-meanwhile` where somebody wrote meanwhile. Throws
 * `not-found`, `unsupported-type`; what the disk says goes through. The caller closes the handle.
 */
export async function openPlainFile(root: string, path: string): Promise<PlainFile> {
  const full = join(root, path)
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK
  const handle = await open(full, flags).catch((error: unknown) => {
    if (isAbsent(error)) throw new ProblemError('not-found', { cause: error })
    if (['ELOOP', 'ENXIO', 'EMLINK'].includes(errnoOf(error) ?? '')) throw notPlain()
    if (errnoOf(error) === 'EACCES')
      throw new ProblemError('not-found', { detail: 'Không có quyền đọc tệp này trên máy chủ.', cause: error })
    throw error
  })
  try {
    const stat = await handle.stat({ bigint: true })
    if (!stat.isFile()) throw notPlain()
    if ((await whereIs(handle, full)) !== full) throw notPlain()
    return { handle, stat, unchanged: () => refuseChanged(handle, stat) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** Where the opened file really lies: a folder on the way may have become a link. */
async function whereIs(handle: FileHandle, full: string): Promise<string> {
  if (process.platform === 'linux') return readlink(`/proc/self/fd/${handle.fd}`)
  return join(await realpath(dirname(full)), full.slice(dirname(full).length + 1))
}

async function refuseChanged(handle: FileHandle, before: BigIntStats): Promise<void> {
  const now = await handle.stat({ bigint: true })
  if (now.size !== before.size || now.mtimeNs !== before.mtimeNs) throw new ProblemError('changed-meanwhile')
}

const notPlain = () =>
  new ProblemError('unsupported-type', { detail: 'Đây không phải tệp thường (liên kết, ống dẫn hoặc thiết bị).' })
