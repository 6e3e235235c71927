import {
  DeleteObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { newId } from '#server/platform/new-id'
import { assertKey, assertPrefix, isKey, ownSegment } from './keys.ts'
import type { ListedObject, ObjectStore } from './object-store.ts'
import { partBuffers } from './part-buffers.ts'
import { openS3Clients, type S3Config, type S3Times } from './s3-clients.ts'
import { createConditionProbe } from './s3-condition-probe.ts'
import { signChecksums } from './s3-digests.ts'
import { asUnavailable, isMissing } from './s3-error.ts'
import { putS3Object } from './s3-put.ts'
import { readS3Object } from './s3-read.ts'
import { sweepS3 } from './s3-sweep.ts'

export type { S3Config }

// S3 allows 10,000 parts: 8 MiB parts hold 78 GiB. An upload has 8 MiB for itself; four more parts at most, out of 96 MiB for all.
const parts = { size: 8 * 1024 * 1024, most: 5, shared: 12 }

/**
 * The store in a bucket of any S3 server, which must exist. Asks nothing at open: `check` says whether the server answers. Two puts to
 * one key from two processes: exactly one wins where the server knows conditional writes (AWS, MinIO, Versity do; Ceph 16 only for
 * what is smaller than a part); elsewhere only a HEAD stands before the write, and keys that are fresh UUIDs are what keeps writers apart.
 */
export async function openS3Store(config: S3Config, times?: S3Times): Promise<ObjectStore> {
  const { bucket } = config
  const { quick, upload } = openS3Clients(config, times)
  const conditional = createConditionProbe(quick, bucket)
  signChecksums(upload)
  const buffers = partBuffers(parts)
  const read = (key: string) => readS3Object({ client: quick, bucket, key }, undefined)
  return {
    async put(key, body, options = {}) {
      try {
        assertKey(key)
        return await putS3Object({ quick, upload, bucket, conditional, buffers, read }, key, body, options)
      } catch (error) {
        body.destroy()
        throw error
      }
    },
    get: (key, range) => readS3Object({ client: quick, bucket, key }, range),
    head: key => headObject(quick, bucket, key),
    async delete(key) {
      assertKey(key)
      await quick.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })).catch((error: unknown) => {
        if (!isMissing(error)) throw asUnavailable(error)
      })
    },
    list: prefix => listObjects(quick, bucket, prefix),
    sweepUnfinished: before => sweepS3(quick, bucket, before),
    // A bucket has no size; a quota answers at the put.
    space: async () => null,
    check: () => probe(quick, bucket),
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

async function* listObjects(client: S3Client, bucket: string, prefix: string): AsyncGenerator<ListedObject> {
  assertPrefix(prefix)
  let token: string | undefined
  do {
    const command = new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: token })
    const page = await client.send(command).catch((error: unknown) => {
      throw asUnavailable(error)
    })
    for (const { Key, Size, LastModified } of page.Contents ?? []) {
      // Another program's objects in the bucket are none of ours to see, let alone to sweep.
      if (Key && isKey(Key)) yield { key: Key, size: Size ?? 0, changedAt: LastModified ?? new Date() }
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
