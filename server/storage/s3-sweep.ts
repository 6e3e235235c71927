import {
  AbortMultipartUploadCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3'
import { isKey, ownSegment } from './keys.ts'
import { asUnavailable, isUnsupported } from './s3-error.ts'

/**
 * Aborts multipart uploads of this hub's keys that were begun before `before`, and removes probes that old; answers how many. Parts of
 * an upload that nobody completes cost space and are shown by no listing of objects. Throws StoreUnavailable.
 */
export async function sweepS3(client: S3Client, bucket: string, before: Date): Promise<number> {
  try {
    return (await abortUploads(client, bucket, before)) + (await removeProbes(client, bucket, before))
  } catch (error) {
    throw asUnavailable(error)
  }
}

async function abortUploads(client: S3Client, bucket: string, before: Date): Promise<number> {
  let aborted = 0
  let marker: { KeyMarker?: string; UploadIdMarker?: string } | null = {}
  while (marker) {
    const page: ListMultipartUploadsCommandOutput | null = await client
      .send(new ListMultipartUploadsCommand({ Bucket: bucket, ...marker }))
      .catch(onlySupported)
    for (const { Key, UploadId, Initiated } of page?.Uploads ?? []) {
      if (!Key || !UploadId || !isKey(Key) || !Initiated || Initiated >= before) continue
      await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }))
      aborted += 1
    }
    marker = page?.IsTruncated ? { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker } : null
  }
  return aborted
}

/** A server that cannot list its uploads ends them by a rule of its own, or not at all: nothing that could be done from here. */
function onlySupported(error: unknown): null {
  if (isUnsupported(error)) return null
  throw error
}

async function removeProbes(client: S3Client, bucket: string, before: Date): Promise<number> {
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: `${ownSegment}/` }))
  const old = Contents.filter(({ Key, LastModified }) => Key && LastModified && LastModified < before)
  for (const { Key } of old) await client.send(new DeleteObjectCommand({ Bucket: bucket, Key }))
  return old.length
}
