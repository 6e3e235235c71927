import { Readable } from 'node:stream'
import { DeleteObjectCommand, HeadObjectCommand, type HeadObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { newId } from '#server/platform/new-id'
import { measureStream } from './measure-stream.ts'
import { ObjectExists, type PutOptions, type PutResult, StoreUnavailable } from './object-store.ts'
import { asUnavailable, isMissing, isTaken } from './s3-error.ts'

export type S3Place = { quick: S3Client; upload: S3Client; bucket: string; conditional: () => Promise<boolean> }

// S3 allows 10,000 parts: 8 MiB parts hold 78 GiB. Four under way and one being filled: about 40 MiB a put.
const partSize = 8 * 1024 * 1024
const queueSize = 4
// Says whose bytes stand at a key when an answer was lost on the way: a retried write that had already succeeded answers 412.
const mark = 'put-id'

/**
 * Streams `body` into a bucket. The digest is compared before the last part is sent or the upload completed, so wrong or torn bytes
 * are never visible, and a failed upload is aborted; the size is asked back by HEAD at the end. Throws as ObjectStore.put does. When
 * the server goes away between its work and its answer, whole bytes may stand at the key unacknowledged.
 */
export async function putS3Object(
  place: S3Place,
  key: string,
  body: Readable,
  options: PutOptions,
): Promise<PutResult> {
  if (await standing(place, key)) throw new ObjectExists('the key is taken')
  const conditional = await place.conditional()
  const measured = measureStream(body, options.expect?.sha256)
  const source = noteFailure(measured.chunks)
  const id = newId()
  try {
    await new Upload({
      client: place.upload,
      partSize,
      queueSize,
      params: {
        Bucket: place.bucket,
        Key: key,
        Body: Readable.from(source.chunks),
        ContentType: options.contentType ?? 'application/octet-stream',
        Metadata: { [mark]: id },
        IfNoneMatch: conditional ? '*' : undefined,
      },
    }).done()
  } catch (error) {
    if (source.failed()) throw source.failure()
    await acceptLostAnswer(place, key, id, error)
  }
  return confirm(place, key, id, measured.result())
}

/** Keeps the stream's own error: the SDK may answer with the error of the abort instead. */
function noteFailure(chunks: AsyncGenerator<Uint8Array, void>) {
  let noted: { error: unknown } | undefined
  async function* passOn() {
    try {
      yield* chunks
    } catch (error) {
      noted = { error }
      throw error
    }
  }
  return { chunks: passOn(), failed: () => noted !== undefined, failure: () => noted?.error }
}

/** Returns when our bytes stand at the key although the server's last answer was `error`; throws what the port promises otherwise. */
async function acceptLostAnswer(place: S3Place, key: string, id: string, error: unknown): Promise<void> {
  const there = await standing(place, key).catch(() => {
    throw asUnavailable(error)
  })
  if (there?.Metadata?.[mark] === id) return
  throw there && isTaken(error) ? new ObjectExists('the key is taken', { cause: error }) : asUnavailable(error)
}

async function confirm(place: S3Place, key: string, id: string, put: PutResult): Promise<PutResult> {
  const there = await standing(place, key)
  const writer = there?.Metadata?.[mark]
  if (writer !== undefined && writer !== id) throw new ObjectExists('another writer took the key')
  if (there?.ContentLength === put.size) return put
  await place.quick.send(new DeleteObjectCommand({ Bucket: place.bucket, Key: key })).catch((error: unknown) => {
    throw asUnavailable(error)
  })
  throw new StoreUnavailable(`the object store kept ${there?.ContentLength ?? 0} of ${put.size} bytes`, { full: false })
}

async function standing(place: S3Place, key: string): Promise<HeadObjectCommandOutput | null> {
  try {
    return await place.quick.send(new HeadObjectCommand({ Bucket: place.bucket, Key: key }))
  } catch (error) {
    if (isMissing(error)) return null
    throw asUnavailable(error)
  }
}
