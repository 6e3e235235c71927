import { createHash } from 'node:crypto'
import { PutObjectCommand } from '@aws-sdk/client-s3'
import type { PutBuffers } from './part-buffers.ts'
import { type Filled, type Sending, sendInParts } from './s3-parts.ts'

/**
 * Sends a stream to its key: in one request what is smaller than a buffer, else as a multipart upload. The stream is read to its end
 * before anything appears at the key: one that throws leaves nothing, and its error is thrown, as is the server's.
 */
export async function sendToS3(sending: Sending, chunks: AsyncIterator<Uint8Array>): Promise<void> {
  const fill = filler(sending.buffers, chunks)
  const first = await fill()
  if (first.length < first.buffer.length) await sendWhole(sending, first)
  else await sendInParts(sending, first, fill)
}

/** Fills buffers from the stream one after the other; one that is not full is the last, or the work was stopped. */
function filler(buffers: PutBuffers, chunks: AsyncIterator<Uint8Array>) {
  let rest: Uint8Array = new Uint8Array(0)
  return async (stop?: AbortSignal): Promise<Filled> => {
    const buffer = await buffers.take()
    let length = 0
    try {
      while (!stop?.aborted) {
        const taken = rest.subarray(0, buffer.length - length)
        buffer.set(taken, length)
        length += taken.length
        rest = rest.subarray(taken.length)
        if (length === buffer.length) break
        const next = await chunks.next()
        if (next.done) break
        rest = next.value
      }
      return { buffer, length }
    } catch (error) {
      buffers.give(buffer)
      throw error
    }
  }
}

async function sendWhole({ client, target, buffers, digests }: Sending, { buffer, length }: Filled): Promise<void> {
  const Body = buffer.subarray(0, length)
  const sha256 = createHash('sha256').update(Body).digest()
  digests[0] = sha256
  try {
    await client.send(new PutObjectCommand({ ...target, Body, ChecksumSHA256: sha256.toString('base64') }))
  } catch (error) {
    // A line that was not read to its end may still be sending these bytes.
    buffers.drop()
    throw error
  }
  buffers.give(buffer)
}
