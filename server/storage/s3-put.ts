import type { Readable } from 'node:stream'
import { DeleteObjectCommand, HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3'
import { newId } from '#server/platform/new-id'
import { hashStream, measureStream } from './measure-stream.ts'
import { ObjectExists, type PutOptions, type PutResult, StoreUnavailable } from './object-store.ts'
import type { PutBuffers } from './part-buffers.ts'
import { agreesWith } from './s3-digests.ts'
import { asUnavailable, isMissing, isTaken } from './s3-error.ts'
import { sendToS3 } from './s3-send.ts'

export type S3Place = {
  quick: S3Client
  upload: S3Client
  bucket: string
  conditional: () => Promise<boolean>
  buffers: () => PutBuffers
  read: (key: string) => Promise<Readable>
}

/** Object metadata that says whose bytes stand at a key when an answer was lost on the way. */
const putMark = 'put-id'

/**
 * Streams `body` into a bucket. The digest is compared before the last part is sent or the upload completed, so wrong or torn bytes
 * are never visible, and a failed upload is aborted. At the end HEAD says the size and the SHA-256 that the server has of it; where it
 * says no SHA-256, the object is read back and hashed. What differs is deleted and never acknowledged. Throws as ObjectStore.put does.
 * When the server goes away between its work and its answer, whole bytes may stand at the key unacknowledged.
 */
export async function putS3Object(
  place: S3Place,
  key: string,
  body: Readable,
  options: PutOptions,
): Promise<PutResult> {
  if (await standing(place, key)) throw new ObjectExists('the key is taken')
  const measured = measureStream(body, options.expect?.sha256)
  const id = newId()
  const source = noteFailure(measured.chunks)
  const target = {
    Bucket: place.bucket,
    Key: key,
    ContentType: options.contentType ?? 'application/octet-stream',
    // Says whose bytes stand at a key when an answer was lost: a retried write that had already succeeded answers 412.
    Metadata: { [putMark]: id },
    IfNoneMatch: (await place.conditional()) ? ('*' as const) : undefined,
  }
  const parts: Buffer[] = []
  try {
    await sendToS3({ client: place.upload, target, buffers: place.buffers(), digests: parts }, source.chunks)
  } catch (error) {
    if (source.failed()) throw error
    await acceptLostAnswer(place, key, id, error)
  }
  return confirm(place, key, id, measured.result(), parts)
}

/** Tells the stream's own failure, which the caller is to hear as it is, from the server's. */
function noteFailure(chunks: AsyncGenerator<Uint8Array, void>) {
  let failed = false
  const next = () =>
    chunks.next().catch((error: unknown) => {
      failed = true
      throw error
    })
  return { chunks: { next }, failed: () => failed }
}

/** Returns when our bytes stand at the key although the server's last answer was `error`; throws what the port promises otherwise. */
async function acceptLostAnswer(place: S3Place, key: string, id: string, error: unknown): Promise<void> {
  const there = await standing(place, key).catch(() => {
    throw asUnavailable(error)
  })
  if (there?.Metadata?.[putMark] === id) return
  throw there && isTaken(error) ? new ObjectExists('the key is taken', { cause: error }) : asUnavailable(error)
}

async function confirm(
  place: S3Place,
  key: string,
  id: string,
  put: PutResult,
  parts: readonly Buffer[],
): Promise<PutResult> {
  const there = await standing(place, key)
  const writer = there?.Metadata?.[putMark]
  if (writer !== undefined && writer !== id) throw new ObjectExists('another writer took the key')
  const wrong = await whatDiffers(place, key, there, put, parts)
  if (!wrong) return put
  await place.quick.send(new DeleteObjectCommand({ Bucket: place.bucket, Key: key })).catch((error: unknown) => {
    throw asUnavailable(error)
  })
  throw new StoreUnavailable(`the object store kept ${wrong}`, { full: false })
}

async function whatDiffers(
  place: S3Place,
  key: string,
  there: HeadObjectCommandOutput | null,
  put: PutResult,
  parts: readonly Buffer[],
): Promise<string | null> {
  // A server may leave the length of an empty object out.
  if (!there || (there.ContentLength ?? 0) !== put.size) return `${there?.ContentLength ?? 0} of ${put.size} bytes`
  const agrees = agreesWith(there, put.sha256, parts) ?? (await hashStream(await place.read(key))).sha256 === put.sha256
  return agrees ? null : 'other bytes than it was sent'
}

async function standing(place: S3Place, key: string): Promise<HeadObjectCommandOutput | null> {
  try {
    const question = { Bucket: place.bucket, Key: key, ChecksumMode: 'ENABLED' } as const
    return await place.quick.send(new HeadObjectCommand(question))
  } catch (error) {
    if (isMissing(error)) return null
    throw asUnavailable(error)
  }
}
