import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { Request } from 'express'
import { newId } from '#server/platform/new-id'
import { ProblemError } from '#server/platform/problem-error'
import { onDisk } from '#server/storage/disk-error'
import { measureStream } from '#server/storage/measure-stream'
import type { Staging } from '#server/uploads/staging'

/** A ZIP that stands in the staging folder under its id. */
export type ReceivedZip = { id: string; sha256: string; size: number }

/**
 * Streams a form's file to the staging folder; returns when it is on the disk. Throws `unsupported-type` for what does not begin as a
 * ZIP, `too-large`, `upload-torn`, StoreUnavailable; then nothing stays.
 */
export async function receiveZip(
  staging: Staging,
  stream: Readable,
  maxBytes: number,
  req: Request,
): Promise<ReceivedZip> {
  const id = newId()
  const torn = () => {
    if (!req.complete) stream.destroy(new ProblemError('upload-torn'))
  }
  req.once('close', torn)
  try {
    if ((await staging.free()) < Number(req.get('content-length') ?? 0)) throw new ProblemError('store-full')
    await staging.create(id)
    const { chunks, result } = measureStream(Readable.from(judged(stream, maxBytes), { objectMode: false }))
    await writeAll(staging.pathOf(id), chunks)
    await staging.sync(id)
    return { id, ...result() }
  } catch (error) {
    await staging.remove(id)
    throw error
  } finally {
    req.off('close', torn)
  }
}

/** Passes the chunks on, unless the first four bytes are not a ZIP's (APPNOTE.TXT 4.3.7) or there are too many. */
async function* judged(stream: Readable, maxBytes: number): AsyncGenerator<Buffer> {
  let head: Buffer | null = Buffer.alloc(0)
  let seen = 0
  // By hand: `for await` would destroy the part on a refusal, and the form's own complaint about that would be heard first.
  const pieces = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>
  for (let next = await pieces.next(); !next.done; next = await pieces.next()) {
    const chunk = next.value
    seen += chunk.length
    if (seen > maxBytes) throw new ProblemError('too-large')
    if (head === null) {
      yield chunk
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < 4) continue
    if (head.readUInt32BE(0) !== 0x504b0304) throw new ProblemError('unsupported-type')
    yield head
    head = null
  }
  if (head !== null) throw new ProblemError('unsupported-type')
}

async function writeAll(path: string, chunks: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await onDisk(open(path, 'r+'))
  try {
    for await (const chunk of chunks) await onDisk(handle.writeFile(chunk))
  } finally {
    await handle.close()
  }
}
