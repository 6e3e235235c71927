import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { errnoOf, onDisk } from './disk-error.ts'
import { measureStream } from './measure-stream.ts'
import type { PutOptions, PutResult } from './object-store.ts'

/**
 * Puts a file of this machine: linked where it lies on the same volume (its bytes are synced first), copied elsewhere. Throws
 * ChecksumMismatch, ObjectExists, StoreUnavailable.
 */
export async function putLocalFile(
  path: string,
  options: PutOptions & { measured?: PutResult },
  ways: { link(): Promise<void>; copy(body: Readable): Promise<PutResult> },
): Promise<PutResult> {
  const put = options.measured ?? (await measureFile(path, options.expect?.sha256))
  await onDisk(sync(path))
  try {
    await ways.link()
    return put
  } catch (error) {
    const reason = errnoOf(error instanceof Error ? error.cause : undefined)
    // EPERM: a volume without hard links, or one where only an owner may make them.
    if (reason !== 'EXDEV' && reason !== 'EPERM' && reason !== 'EMLINK') throw error
    return ways.copy(readLocal(path))
  }
}

/** A file of this machine in pieces that are large enough for a disk and an S3 part. */
export function readLocal(path: string): Readable {
  return createReadStream(path, { highWaterMark: 1_048_576 })
}

/** SHA-256 and size of a file of this machine. Throws ChecksumMismatch where `expected` differs. */
export async function measureFile(path: string, expected?: string): Promise<PutResult> {
  const measured = measureStream(readLocal(path), expected)
  for await (const _ of measured.chunks) {
    // Only the digest is wanted.
  }
  return measured.result()
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
