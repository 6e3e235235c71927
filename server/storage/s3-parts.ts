import { createHash } from 'node:crypto'
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { PutBuffers } from './part-buffers.ts'

/** Where the bytes go, and what is said of them. `IfNoneMatch` goes with the request that makes the object appear. */
export type S3Target = {
  Bucket: string
  Key: string
  ContentType: string
  Metadata: Record<string, string>
  IfNoneMatch: '*' | undefined
}
/** `digests` receives the SHA-256 of each part, by its number. */
export type Sending = { client: S3Client; target: S3Target; buffers: PutBuffers; digests: Buffer[] }
/** A buffer of which the first `length` bytes are a part. */
export type Filled = { buffer: Buffer; length: number }

/**
 * Sends `first` and what `fill` gives after it as a multipart upload, several parts at once; a part that is not full is the last.
 * `fill` hears by its signal that a part failed for good: nothing more need be read then. Throws what `fill` or the server does; then
 * the upload is aborted, and where even that fails, the sweep ends it.
 */
export async function sendInParts(
  sending: Sending,
  first: Filled,
  fill: (stop: AbortSignal) => Promise<Filled>,
): Promise<void> {
  const { client, target, buffers } = sending
  const { IfNoneMatch, ...said } = target
  const place = { Bucket: target.Bucket, Key: target.Key, UploadId: '' }
  try {
    const begun = await client.send(new CreateMultipartUploadCommand({ ...said, ChecksumAlgorithm: 'SHA256' }))
    place.UploadId = begun.UploadId ?? ''
  } catch (error) {
    buffers.give(first.buffer)
    throw error
  }
  const parts = partSender(sending, place)
  try {
    for (let part = first; ; part = await fill(parts.stop)) {
      const last = part.length < part.buffer.length
      parts.send(part)
      if (last || parts.stop.aborted) break
    }
    const MultipartUpload = { Parts: await parts.all() }
    await client.send(new CompleteMultipartUploadCommand({ ...place, IfNoneMatch, MultipartUpload }))
  } catch (error) {
    await parts.end()
    // It must not hide why.
    await client.send(new AbortMultipartUploadCommand(place)).catch(() => {})
    throw error
  }
}

type Place = { Bucket: string; Key: string; UploadId: string }
function partSender({ client, buffers, digests }: Sending, place: Place) {
  const stop = new AbortController()
  const done: CompletedPart[] = []
  const underWay: Promise<void>[] = []
  let failure: { error: unknown } | undefined
  async function sendPart(part: Filled, PartNumber: number): Promise<void> {
    const Body = part.buffer.subarray(0, part.length)
    const sha256 = createHash('sha256').update(Body).digest()
    digests[PartNumber - 1] = sha256
    const ChecksumSHA256 = sha256.toString('base64')
    const command = new UploadPartCommand({ ...place, PartNumber, Body, ChecksumSHA256 })
    try {
      const { ETag } = await client.send(command, { abortSignal: stop.signal })
      done.push({ PartNumber, ETag, ChecksumSHA256 })
      buffers.give(part.buffer)
    } catch (error) {
      // A line that was not read to its end may still be sending these bytes.
      buffers.drop()
      failure ??= { error }
      // The others would send the rest of 5 GB for nothing.
      stop.abort()
    }
  }
  return {
    stop: stop.signal,
    send(part: Filled): void {
      if (part.length > 0 && !stop.signal.aborted) underWay.push(sendPart(part, underWay.length + 1))
      else buffers.give(part.buffer)
    },
    /** What completes the upload; throws why a part failed. */
    async all(): Promise<CompletedPart[]> {
      await Promise.all(underWay)
      if (failure) throw failure.error
      return done.sort((a, b) => (a.PartNumber ?? 0) - (b.PartNumber ?? 0))
    },
    async end(): Promise<void> {
      stop.abort()
      await Promise.all(underWay)
    },
  }
}
