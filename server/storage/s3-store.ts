import { Readable } from 'node:stream'
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { newId } from '#server/platform/new-id'
import { assertKey, assertPrefix, ownSegment } from './keys.ts'
import { assertRange, type ByteRange, ObjectNotFound, type ObjectStore } from './object-store.ts'
import { openS3Clients, type S3Config } from './s3-clients.ts'
import { createConditionProbe } from './s3-condition-probe.ts'
import { asUnavailable, isBadRange, isMissing } from './s3-error.ts'
import { putS3Object } from './s3-put.ts'

export type { S3Config }

/**
 * The store in a bucket of any S3 server, which must exist. Asks nothing at open: `check` says whether the server answers. Two puts to
 * one key from two processes: exactly one wins where the server knows conditional writes (AWS, MinIO, Ceph, Versity do); elsewhere
 * only a HEAD stands before the write, and keys that are fresh UUIDs are what keeps writers apart.
 */
export async function openS3Store(config: S3Config): Promise<ObjectStore> {
  const { bucket } = config
  const { quick, upload } = openS3Clients(config)
  const conditional = createConditionProbe(quick, bucket)
  return {
    async put(key, body, options = {}) {
      try {
        assertKey(key)
        return await putS3Object({ quick, upload, bucket, conditional }, key, body, options)
      } catch (error) {
        body.destroy()
        throw error
      }
    },
    get: (key, range) => getObject(quick, bucket, key, range),
    head: key => headObject(quick, bucket, key),
    async delete(key) {
      assertKey(key)
      await quick.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
        if (!isMissing(error)) throw asUnavailable(error)
      })
    },
    list: prefix => listObjects(quick, bucket, prefix),
    check: () => probe(quick, bucket),
  }
}

async function getObject(
  client: S3Client,
  bucket: string,
  key: string,
  range: ByteRange | undefined,
): Promise<Readable> {
  assertKey(key)
  if (range) assertRange(range)
  const Range = range && `bytes=${range.start}-${range.end}`
  try {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range }))
    // Some servers answer an object of no bytes with no body at all.
    return Body instanceof Readable ? Body : Readable.from([])
  } catch (error) {
    if (isMissing(error)) throw new ObjectNotFound('nothing at the key', { cause: error })
    if (isBadRange(error)) throw new RangeError('the range starts past the last byte', { cause: error })
    throw asUnavailable(error)
  }
}

async function headObject(client: S3Client, bucket: string, key: string): Promise<{ size: number } | null> {
  assertKey(key)
  try {
    const { ContentLength } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }))
    return { size: ContentLength ?? 0 }
  } catch (error) {
    if (isMissing(error)) return null
    throw asUnavailable(error)
  }
}

async function* listObjects(
  client: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<{ key: string; size: number }> {
  assertPrefix(prefix)
  let token: string | undefined
  do {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token })
    const page = await client.send(command).catch((error: unknown) => {
      throw asUnavailable(error)
    })
    for (const { Key, Size } of page.Contents ?? []) {
      if (Key && !Key.startsWith(`${ownSegment}/`)) yield { key: Key, size: Size ?? 0 }
    }
    token = page.IsTruncated ? page.NextContinuationToken : undefined
  } while (token)
}

async function probe(client: S3Client, bucket: string): Promise<void> {
  const place = { Bucket: bucket, Key: `${ownSegment}/${newId()}` }
  try {
    await client.send(new PutObjectCommand({ ...place, Body: 'probe' }))
    await client.send(new DeleteObjectCommand(place))
  } catch (error) {
    throw asUnavailable(error)
  }
}
