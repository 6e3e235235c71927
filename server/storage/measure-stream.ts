import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import { ChecksumMismatch, type PutResult } from './object-store.ts'

/**
 * Passes the chunks of `body` on as they are asked for (so back-pressure holds) and measures them. The generator throws
 * ChecksumMismatch in the place of its end when the digest is not `expected`: whoever consumes it never sees a whole wrong object.
 * `result` is known once the generator has ended.
 */
export function measureStream(
  body: Readable,
  expected?: string,
): { chunks: AsyncGenerator<Uint8Array, void>; result: () => PutResult } {
  const hash = createHash('sha256')
  let size = 0
  let sha256: string | undefined
  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    for await (const piece of body) {
      const chunk: Uint8Array = typeof piece === 'string' ? Buffer.from(piece) : piece
      hash.update(chunk)
      size += chunk.byteLength
      yield chunk
    }
    sha256 = hash.digest('hex')
    if (expected !== undefined && expected.toLowerCase() !== sha256) {
      throw new ChecksumMismatch('the bytes do not have the SHA-256 that was expected')
    }
  }
  const result = () => {
    if (sha256 === undefined) throw new Error('measured before the end')
    return { sha256, size }
  }
  return { chunks: chunks(), result }
}

/** Reads a stream to its end: its SHA-256 as lowercase hex and its size in bytes. `paced` is awaited with the size of each chunk. */
export async function hashStream(body: Readable, paced?: (bytes: number) => Promise<void>): Promise<PutResult> {
  const { chunks, result } = measureStream(body)
  for await (const chunk of chunks) await paced?.(chunk.byteLength)
  return result()
}
