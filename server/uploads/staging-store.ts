import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { DataStore, ERRORS, Upload } from '@tus/server'
import type { Db } from '#server/platform/db'
import { ProblemError } from '#server/platform/problem-error'
import { isAbsent, onDisk } from '#server/storage/disk-error'
import { accept, sniffBytes } from './accept.ts'
import type { RunningHashes } from './running-hash.ts'
import { settleRefused } from './settle-refused.ts'
import type { Staging } from './staging.ts'
import type { UploadLocks } from './upload-locks.ts'

const zipMark = Buffer.from([0x50, 0x4b, 3, 4])
export const uploadLifeMs = 7 * 86_400_000
type StoreDeps = { db: Db; staging: Staging; hashes: RunningHashes; locks: UploadLocks }

/**
 * tus' store in the staging folder, its own facts in rows: the JSON files of @tus/file-store can be left half written by a kill, and
 * it does not fsync. The bytes' file says how far an upload is: what a killed process had written counts. Bytes are on the disk
 * before a PATCH is answered.
 */
export class StagingStore extends DataStore {
  private readonly deps: StoreDeps

  constructor(deps: StoreDeps) {
    super()
    this.deps = deps
    // No length that is told later: the limit and the quota are asked before the first byte.
    this.extensions = ['creation', 'creation-with-upload', 'termination', 'expiration']
  }

  /** The row stands already: `beginUpload` wrote it with whose it is. */
  override async create(upload: Upload): Promise<Upload> {
    await this.deps.staging.create(upload.id)
    return upload
  }

  /** What is settled counts as received whole: a client that missed the last answer must not send it again. */
  override async getUpload(id: string): Promise<Upload> {
    const row = await this.deps.db.upload.findUnique({ where: { id } })
    if (!row) throw new ProblemError('not-found')
    const size = Number(row.size)
    const standing = row.state === 'receiving' ? await this.deps.staging.sizeOf(id) : size
    if (standing === null) throw ERRORS.FILE_NO_LONGER_EXISTS
    const metadata = row.tusMetadata as Record<string, string | null>
    const creation_date = row.createdAt.toISOString()
    return new Upload({ id, size, offset: standing, metadata, ...(row.state === 'receiving' ? { creation_date } : {}) })
  }

  override async remove(id: string): Promise<void> {
    const { count } = await this.deps.db.upload.deleteMany({ where: { id, state: { not: 'ingesting' } } })
    if (count === 0) throw new ProblemError('not-ready')
    this.deps.hashes.forget(id)
    await this.deps.staging.remove(id)
  }

  /** Writes from `offset` on; returns the new offset when everything is on the disk. */
  override async write(body: Readable, id: string, offset: number): Promise<number> {
    const { hashes, staging, db } = this.deps
    const hash = hashes.take(id, offset)
    let [at, hashed] = [offset, offset]
    let head: Buffer | null = offset === 0 ? Buffer.alloc(0) : null
    const judge = head && (await judgeOf(db, id))
    const room = staging.room()
    const handle = await onDisk(openToWrite(staging.pathOf(id)))
    try {
      // Left undestroyed: tus would hear of an abort and answer 400, in the place of what is wrong here.
      for await (const piece of body.iterator({ destroyOnReturn: false })) {
        const chunk = piece as Buffer
        if (!this.deps.locks.holds(id)) throw ERRORS.ABORTED
        if (head && judge) head = await judge(head, chunk)
        await room(chunk.byteLength)
        // The disk works in threads of its own: hash meanwhile.
        const written = onDisk(writeAt(handle, chunk, at))
        hash?.update(chunk)
        hashed += chunk.byteLength
        await written
        at += chunk.byteLength
      }
      await onDisk(handle.datasync())
    } catch (error) {
      if (error instanceof ProblemError) await settleRefused(db, staging, id, error.key)
      throw error
    } finally {
      // Not where a chunk was hashed that the disk did not take.
      if (hash && hashed === at) hashes.give(id, hash, at)
      await handle.close()
    }
    await db.upload.updateMany({ where: { id, state: 'receiving' }, data: { received: at } })
    return at
  }

  override getExpiration(): number {
    return uploadLifeMs
  }
}

type Judge = (head: Buffer, chunk: Buffer) => Promise<Buffer | null>

async function judgeOf(db: Db, id: string): Promise<Judge> {
  const row = await db.upload.findUnique({ where: { id }, select: { unpack: true } })
  return row?.unpack ? zipSniffed : sniffed
}

/** As `sniffed`, of a ZIP by its first four bytes (APPNOTE.TXT 4.3.7). */
async function zipSniffed(head: Buffer, chunk: Buffer): Promise<Buffer | null> {
  const known = Buffer.concat([head, chunk.subarray(0, zipMark.length)])
  if (known.length < zipMark.length) return known
  if (!known.subarray(0, zipMark.length).equals(zipMark)) throw new ProblemError('unsupported-type')
  return null
}

/** The first bytes so far, or null once they are known to be of an accepted type. Throws the refusal. */
async function sniffed(head: Buffer, chunk: Buffer): Promise<Buffer | null> {
  const known = Buffer.concat([head, chunk.subarray(0, sniffBytes)])
  if (known.length < sniffBytes) return known
  const type = await accept(known)
  if ('refused' in type) throw new ProblemError(type.refused)
  return null
}

async function openToWrite(path: string): Promise<FileHandle> {
  try {
    return await open(path, constants.O_WRONLY)
  } catch (error) {
    if (isAbsent(error)) throw new ProblemError('upload-ended')
    throw error
  }
}

async function writeAt(handle: FileHandle, chunk: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < chunk.byteLength; ) {
    done += (await handle.write(chunk, done, chunk.byteLength - done, position + done)).bytesWritten
  }
}
