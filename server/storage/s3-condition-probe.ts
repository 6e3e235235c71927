import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { newId } from '#server/platform/new-id'
import { ownSegment } from './keys.ts'
import { asUnavailable, isTaken, isUnsupported } from './s3-error.ts'

/**
 * Whether the server honours `If-None-Match: *` on a write (RFC 9110 §13.1.2): asked once, by writing a probe twice, because a body
 * that was streamed cannot be sent again without the header. The answer is kept; a failure (StoreUnavailable) is not.
 */
export function createConditionProbe(client: S3Client, bucket: string): () => Promise<boolean> {
  let known: Promise<boolean> | undefined
  return () => {
    known ??= probe(client, bucket).catch((error: unknown) => {
      known = undefined
      throw asUnavailable(error)
    })
    return known
  }
}

async function probe(client: S3Client, bucket: string): Promise<boolean> {
  const place = { Bucket: bucket, Key: `${ownSegment}/${newId()}` }
  const write = new PutObjectCommand({ ...place, Body: 'probe', IfNoneMatch: '*' })
  try {
    await client.send(write)
    await client.send(write)
    return false
  } catch (error) {
    if (isTaken(error)) return true
    if (isUnsupported(error)) return false
    throw error
  } finally {
    await client.send(new DeleteObjectCommand(place))
  }
}
